// SPDX-License-Identifier: MIT
#include "libstream/rtp/packet.h"

#include <algorithm>
#include <cassert>
#include <string>

namespace zoetrope::rtp {

namespace {

constexpr std::uint8_t kVersionBits = 0x80;  // version 2
constexpr std::uint8_t kPaddingBit = 0x20;
constexpr std::uint8_t kExtensionBit = 0x10;
constexpr std::uint8_t kCsrcMask = 0x0F;
constexpr std::uint8_t kMarkerBit = 0x80;
constexpr std::uint8_t kPayloadTypeMask = 0x7F;
constexpr std::uint8_t kFirstRtcpType = 192;
constexpr std::uint8_t kLastRtcpType = 223;

std::size_t wordsFor(std::size_t bytes) { return (bytes + 3) / 4; }

RtpHeader readFixedHeader(ByteReader& reader) {
  RtpHeader header;
  const std::uint8_t second = reader.u8();
  header.marker = (second & kMarkerBit) != 0;
  header.payloadType = second & kPayloadTypeMask;
  header.sequence = reader.u16();
  header.timestamp = reader.u32();
  header.ssrc = reader.u32();
  return header;
}

RtpExtension readExtension(ByteReader& reader) {
  const std::uint16_t profile = reader.u16();
  const std::size_t words = reader.u16();
  return {profile, reader.take(words * 4)};
}

void writeFirstTwelve(ByteBuffer& to, const RtpHeader& header, std::uint8_t flags) {
  ByteWriter writer(to);
  writer.u8(kVersionBits | flags);
  writer.u8(static_cast<std::uint8_t>((header.marker ? kMarkerBit : 0) | (header.payloadType & kPayloadTypeMask)));
  writer.u16(header.sequence).u32(header.timestamp).u32(header.ssrc);
}

}  // namespace

Result<RtpView> parseRtp(Bytes packet) {
  if (packet.size() < kFixedHeaderSize)
    return Error{"RTP packet of " + std::to_string(packet.size()) + " bytes, at least 12 expected"};
  ByteReader reader(packet);
  const std::uint8_t first = reader.u8();
  if ((first & 0xC0) != kVersionBits) return Error{"RTP version is " + std::to_string(first >> 6) + ", 2 expected"};

  RtpView view;
  view.packet = packet;
  view.header = readFixedHeader(reader);
  view.csrcCount = first & kCsrcMask;
  reader.skip(view.csrcCount * 4);
  if (first & kExtensionBit) view.extension = readExtension(reader);
  if (!reader.ok()) return Error{"RTP packet ends inside its CSRC list or header extension"};

  view.payload = reader.rest();
  if (first & kPaddingBit) {
    const std::size_t padding = view.payload.empty() ? 0 : view.payload.back();
    if (padding == 0 || padding > view.payload.size())
      return Error{"RTP padding of " + std::to_string(padding) + " bytes in a payload of " +
                   std::to_string(view.payload.size())};
    view.payload = view.payload.first(view.payload.size() - padding);
  }
  return view;
}

bool looksLikeRtcp(Bytes packet) {
  return packet.size() >= 4 && (packet[0] & 0xC0) == kVersionBits && packet[1] >= kFirstRtcpType &&
         packet[1] <= kLastRtcpType;
}

void writeRtpHeader(ByteBuffer& to, const RtpHeader& header) { writeFirstTwelve(to, header, 0); }

void writeRtpHeader(ByteBuffer& to, const RtpHeader& header, std::uint16_t extensionProfile, Bytes extensionData,
                    std::uint8_t pad) {
  const std::size_t words = wordsFor(extensionData.size());
  assert(words <= 0xFFFF);
  writeFirstTwelve(to, header, kExtensionBit);
  ByteWriter(to).u16(extensionProfile).u16(static_cast<std::uint16_t>(words)).bytes(extensionData);
  to.insert(to.end(), words * 4 - extensionData.size(), pad);
}

std::size_t rtpHeaderSize(std::size_t extensionBytes) {
  return kFixedHeaderSize + kExtensionHeaderSize + wordsFor(extensionBytes) * 4;
}

}  // namespace zoetrope::rtp
