// SPDX-License-Identifier: MIT
#include "libstream/rtp/retransmission.h"

namespace zoetrope::rtp {

namespace {

constexpr std::size_t kPayloadTypeOffset = 1;
constexpr std::size_t kSequenceOffset = 2;
constexpr std::size_t kSsrcOffset = 8;
constexpr std::uint8_t kMarkerBit = 0x80;
constexpr std::uint8_t kPaddingBit = 0x20;

// Fixed header, CSRC list and extension.
std::size_t headerSizeOf(const RtpView& packet) {
  return static_cast<std::size_t>(packet.payload.data() - packet.packet.data());
}

void put16(ByteBuffer& to, std::size_t at, std::uint16_t value) {
  to[at] = static_cast<std::uint8_t>(value >> 8);
  to[at + 1] = static_cast<std::uint8_t>(value);
}

// What identifies the stream, written over a copied header.
void restamp(ByteBuffer& to, std::size_t start, std::uint8_t payloadType, std::uint16_t sequence, std::uint32_t ssrc) {
  std::uint8_t& type = to[start + kPayloadTypeOffset];
  type = static_cast<std::uint8_t>((type & kMarkerBit) | payloadType);
  put16(to, start + kSequenceOffset, sequence);
  put16(to, start + kSsrcOffset, static_cast<std::uint16_t>(ssrc >> 16));
  put16(to, start + kSsrcOffset + 2, static_cast<std::uint16_t>(ssrc));
}

}  // namespace

bool writeRtxHeader(ByteBuffer& to, Bytes header, const RtxStream& stream) {
  const Result<RtpView> view = parseRtp(header);
  if (!view) return false;
  const std::size_t size = headerSizeOf(*view);
  const std::size_t start = to.size();
  append(to, header.first(size));
  append(to, header.subspan(kSequenceOffset, kRtxOverheadBytes));
  append(to, header.subspan(size));
  restamp(to, start, stream.payloadType, stream.sequence, stream.ssrc);
  return true;
}

std::optional<ByteBuffer> restoreOriginal(const RtpView& rtx, std::uint32_t ssrc, std::uint8_t payloadType) {
  if (rtx.payload.size() < kRtxOverheadBytes) return std::nullopt;
  ByteReader reader(rtx.payload);
  const std::uint16_t sequence = reader.u16();
  ByteBuffer original;
  original.reserve(rtx.packet.size());
  append(original, rtx.packet.first(headerSizeOf(rtx)));
  append(original, reader.rest());
  original[0] = static_cast<std::uint8_t>(original[0] & ~kPaddingBit);
  restamp(original, 0, payloadType, sequence, ssrc);
  return original;
}

}  // namespace zoetrope::rtp
