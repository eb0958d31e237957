// SPDX-License-Identifier: MIT
// Cuts a prepared frame into RTP packets and numbers them: by RFC 2435 (with the ONVIF extension where the frame has
// one), or as the course lab does.
// Thread: one at a time.
// Fails: an empty batch for a frame that cannot be cut.
#pragma once

#include "libstream/rtp/packet_batch.h"
#include "rtsp_server/frame_source.h"
#include "rtsp_server/options.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace zoetrope::server {

class Packetizer {
 public:
  virtual ~Packetizer() = default;
  virtual FrameForm form() const = 0;
  // The batch keeps the frame alive.
  virtual std::shared_ptr<const rtp::PacketBatch> packetize(const PreparedFrame& frame, std::uint32_t timestamp) = 0;
  // What sender reports count of a packet of such a batch: everything behind its RTP header and header extension
  // (RFC 3550, section 6.4.1).
  std::size_t payloadOctets(const rtp::PacketBatch& batch, std::size_t index) const;

 protected:
  // Bytes before the RTP header of each packet.
  virtual std::size_t framingBytes() const { return 0; }
};

class StandardPacketizer final : public Packetizer {
 public:
  struct Config {
    FrameForm form = FrameForm::Rfc2435;
    std::size_t maxPacketBytes = 1472;  // RTP header and payload
    std::optional<std::uint8_t> interleavedChannel;
    std::uint32_t ssrc = 0;
    std::uint16_t firstSequence = 0;
  };
  explicit StandardPacketizer(const Config& config)
      : config_(config), ssrc_(config.ssrc), sequence_(config.firstSequence) {}

  FrameForm form() const override { return config_.form; }
  std::shared_ptr<const rtp::PacketBatch> packetize(const PreparedFrame& frame, std::uint32_t timestamp) override;

  std::uint16_t nextSequence() const { return sequence_; }
  std::uint32_t ssrc() const { return ssrc_; }
  void setSsrc(std::uint32_t ssrc) { ssrc_ = ssrc; }

 private:
  std::size_t framingBytes() const override;
  std::shared_ptr<rtp::PacketBatch> freshBatch();

  const Config config_;
  std::uint32_t ssrc_;
  std::uint16_t sequence_;
  // The last frame's, used again once nobody else holds it.
  std::shared_ptr<rtp::PacketBatch> batch_;
  ByteBuffer payloadHeaders_;
};

class CoursePacketizer final : public Packetizer {
 public:
  CoursePacketizer(const CourseOptions& options, std::uint32_t ssrc) : options_(options), ssrc_(ssrc) {}

  FrameForm form() const override { return FrameForm::Whole; }
  std::shared_ptr<const rtp::PacketBatch> packetize(const PreparedFrame& frame, std::uint32_t timestamp) override;

  // The number of the next frame, from 1; `next-seq` numbers go on from it.
  void startAt(std::uint16_t number) { sequence_ = number; }
  std::uint16_t nextSequence() const { return sequence_; }

 private:
  const CourseOptions options_;
  const std::uint32_t ssrc_;
  std::uint16_t sequence_ = 1;
};

}  // namespace zoetrope::server
