// SPDX-License-Identifier: MIT
// Standard dialect: RTP packets and retransmissions put in order, then RFC 2435 or ONVIF header extension into JPEG
// frames. A frame ends with the marker or with the first packet of another timestamp.
// Spec: RFC 3550, section 5.1; RFC 4588; RFC 2435, section 3.1; ONVIF Streaming Specification, JPEG over RTP.
// Thread: one at a time; time is an argument.
// Limits: those of rtp::ReorderBuffer and jpeg::Rfc2435Depacketizer.
#pragma once

#include "libstream/playback/frame_assembler.h"
#include "libstream/rtcp/reception.h"
#include "libstream/rtp/reorder.h"

#include <memory>
#include <optional>

namespace zoetrope::jpeg {
class Rfc2435Depacketizer;
}

namespace zoetrope::playback {

// Until when a frame's missing packets are waited for.
class FrameTurns {
 public:
  virtual ~FrameTurns() = default;
  // `rtpTimestamp` of the frame, as far as is known; `noticed` is when the gap showed.
  virtual TimePoint giveUpAt(std::optional<std::uint32_t> rtpTimestamp, TimePoint noticed) const = 0;
};

class StandardAssembler final : public FrameAssembler,
                                private rtp::ReorderBuffer::Listener,
                                private rtp::ReorderBuffer::HoldPolicy {
 public:
  struct Options {
    // Packets of another payload type are counted and ignored (GStreamer sends rubbish).
    std::uint8_t payloadType = rtp::kPayloadTypeJpeg;
    // Of retransmissions, when they were agreed on.
    std::optional<std::uint8_t> rtxPayloadType = std::nullopt;
    rtp::ReorderBuffer::Options reorder;
  };

  StandardAssembler() : StandardAssembler(Options{}) {}
  explicit StandardAssembler(Options options);
  ~StandardAssembler() override;

  void onDatagram(Bytes datagram, TimePoint now, FrameListener& listener) override;
  void advance(TimePoint now, FrameListener& listener) override;
  std::optional<TimePoint> deadline() const override { return reorder_.deadline(); }
  void flush(FrameListener& listener) override;
  void reset() override;
  std::uint64_t usablePackets() const override { return reorder_.counts().received - unusable_; }
  void report(Counters& counters) const override;

  // An RTP-Info came: `sequence` is the first of the new range.
  void rebase(std::uint16_t sequence, FrameListener& listener);
  // Only this SSRC is listened to; nothing: who sends two packets in a row.
  void expectSource(std::optional<std::uint32_t> ssrc) { reorder_.expectSource(ssrc); }
  // RTCP of the server's named this source: what has come of it is believed.
  void vouchFor(std::uint32_t ssrc, FrameListener& listener);

  // RTP payload type of the stream, as the SDP says.
  void setPayloadType(std::uint8_t payloadType) { options_.payloadType = payloadType; }
  // Retransmissions come under this payload type: what is missing is waited for until its frame's turn. Nothing: none.
  void setRecovery(std::optional<std::uint8_t> rtxPayloadType, const FrameTurns* turns);
  // Frames a second as the session says, for what the sender leaves out; 0: as measured.
  void setFrameRate(double framesPerSecond);
  // For frames that say 0 x 0 (over 2040 px): the SDP's x-dimensions.
  void setFallbackSize(int width, int height);

  // For receiver reports; give it the sender reports that come.
  rtcp::ReceptionStatistics& reception() { return reception_; }
  const rtcp::ReceptionStatistics& reception() const { return reception_; }
  // For what asks for missing packets.
  rtp::ReorderBuffer& reorder() { return reorder_; }
  const rtp::ReorderBuffer& reorder() const { return reorder_; }

 private:
  // Of the reorder buffer.
  void onPacket(const rtp::RtpView& packet, std::int64_t sequence, TimePoint arrival) override;
  void onGap(std::int64_t first, std::int64_t count) override;
  void onResync() override;
  TimePoint giveUpAt(const rtp::Gap& oldest) const override;

  void takeRetransmission(const rtp::RtpView& packet, TimePoint now);
  void countMissingFrames(std::uint32_t timestamp);
  void openFrame(std::uint32_t timestamp, TimePoint arrival);
  void closeFrame();

  // Given.
  Options options_;
  // Given (not owned), while a public function runs.
  FrameListener* listener_ = nullptr;
  // Given (not owned); null: no recovery.
  const FrameTurns* turns_ = nullptr;
  // Owned.
  rtp::ReorderBuffer reorder_;
  rtcp::ReceptionStatistics reception_;
  std::unique_ptr<jpeg::Rfc2435Depacketizer> depacketizer_;
  std::optional<AssembledFrame> open_;
  // State.
  std::int64_t frames_ = 0;
  std::uint64_t complete_ = 0;
  std::uint64_t incomplete_ = 0;
  std::uint64_t rejected_ = 0;
  std::uint64_t unusable_ = 0;  // of the stream, but not RFC 2435
  std::uint64_t bytes_ = 0;
  std::uint64_t bytesResent_ = 0;
  std::uint64_t bytesUseful_ = 0;
  // Ticks from frame to frame, as said or as seen; 0: not known yet.
  std::int32_t step_ = 0;
  bool stepSaid_ = false;
  std::optional<std::uint32_t> lastTimestamp_;
  bool gapSinceLast_ = false;
  std::uint64_t leftOut_ = 0;  // by the sender
  std::uint64_t lost_ = 0;     // frames of which nothing came
};

}  // namespace zoetrope::playback
