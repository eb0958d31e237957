// SPDX-License-Identifier: MIT
#include "rtsp_server/packetizer.h"

#include "libstream/jpeg/onvif_extension.h"
#include "libstream/jpeg/rfc2435_packetizer.h"
#include "libstream/rtp/packet.h"
#include "libstream/rtsp/message.h"

namespace zoetrope::server {

namespace {

constexpr std::size_t kMaxInterleaved = 65535;
// RFC 3550, sections 5.1 and 5.3.1.
constexpr std::uint8_t kExtensionBit = 0x10;
constexpr std::size_t kExtensionLength = 14;

void writeInterleaved(ByteBuffer& to, std::optional<std::uint8_t> channel, std::size_t packetBytes) {
  if (!channel) return;
  ByteWriter(to).u8('$').u8(*channel).u16(static_cast<std::uint16_t>(packetBytes));
}

}  // namespace

std::size_t Packetizer::payloadOctets(const rtp::PacketBatch& batch, std::size_t index) const {
  const Bytes header = batch.header(index).subspan(framingBytes());
  std::size_t before = rtp::kFixedHeaderSize;
  if ((header[0] & kExtensionBit) != 0)
    before = rtp::rtpHeaderSize(4 * ((std::size_t{header[kExtensionLength]} << 8) | header[kExtensionLength + 1]));
  return batch.packetSize(index) - framingBytes() - before;
}

std::size_t StandardPacketizer::framingBytes() const {
  return config_.interleavedChannel ? rtsp::kInterleavedHeaderBytes : 0;
}

std::shared_ptr<rtp::PacketBatch> StandardPacketizer::freshBatch() {
  if (batch_ && batch_.use_count() == 1)
    batch_->clear();
  else
    batch_ = std::make_shared<rtp::PacketBatch>();
  return batch_;
}

std::shared_ptr<const rtp::PacketBatch> StandardPacketizer::packetize(const PreparedFrame& frame,
                                                                      std::uint32_t timestamp) {
  const auto batch = freshBatch();
  batch->setOwner(frame.owner);
  payloadHeaders_.clear();
  const std::size_t maxPayload = std::min(config_.maxPacketBytes, kMaxInterleaved) - rtp::kFixedHeaderSize;
  const auto fragments =
      frame.extension.empty()
          ? jpeg::packetizeRfc2435(frame.info, frame.body.size(), maxPayload, payloadHeaders_)
          : jpeg::packetizeOnvif(frame.info, frame.extension.size(), frame.body.size(), maxPayload, payloadHeaders_);
  batch->reserve(fragments.size(), framingBytes() + rtp::kFixedHeaderSize + 16);
  for (const jpeg::Rfc2435Fragment& fragment : fragments) {
    const rtp::RtpHeader header{fragment.last, rtp::kPayloadTypeJpeg, sequence_++, timestamp, ssrc_};
    const Bytes extension = batch->empty() ? Bytes(frame.extension) : Bytes();
    const std::size_t headerBytes = extension.empty() ? rtp::kFixedHeaderSize : rtp::rtpHeaderSize(extension.size());
    ByteBuffer& to = batch->beginPacket();
    writeInterleaved(to, config_.interleavedChannel, headerBytes + fragment.headerSize + fragment.scanSize);
    if (extension.empty())
      rtp::writeRtpHeader(to, header);
    else
      rtp::writeRtpHeader(to, header, jpeg::kOnvifExtensionProfile, extension, 0xFF);
    append(to, Bytes(payloadHeaders_).subspan(fragment.headerOffset, fragment.headerSize));
    batch->endPacket(frame.body.subspan(fragment.scanOffset, fragment.scanSize));
  }
  return batch;
}

std::shared_ptr<const rtp::PacketBatch> CoursePacketizer::packetize(const PreparedFrame& frame,
                                                                    std::uint32_t timestamp) {
  auto batch = std::make_shared<rtp::PacketBatch>(frame.owner);
  const bool whole = frame.body.size() <= options_.datagramBytes && options_.fragments != CourseFragments::Always;
  const std::size_t slice = whole ? std::max<std::size_t>(frame.body.size(), 1) : kCourseSliceBytes;
  for (std::size_t offset = 0; offset < frame.body.size(); offset += slice) {
    const Bytes payload = frame.body.subspan(offset, std::min(slice, frame.body.size() - offset));
    const bool last = offset + payload.size() == frame.body.size();
    const bool marker = last && (!whole || options_.marker);
    rtp::writeRtpHeader(batch->beginPacket(), {marker, rtp::kPayloadTypeJpeg, sequence_, timestamp, ssrc_});
    batch->endPacket(payload);
    if (options_.fragments == CourseFragments::NextSequence) ++sequence_;
  }
  if (options_.fragments != CourseFragments::NextSequence) ++sequence_;
  return batch;
}

}  // namespace zoetrope::server
