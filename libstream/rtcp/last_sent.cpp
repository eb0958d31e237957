// SPDX-License-Identifier: MIT
#include "libstream/rtcp/last_sent.h"

namespace zoetrope::rtcp {

namespace {

constexpr std::string_view kName = "ZOET";
constexpr std::uint8_t kSubtype = 0;
constexpr std::size_t kBodyBytes = 12;

}  // namespace

std::optional<LastSent> parseLastSent(const Other& packet) {
  if (packet.type != PacketType::App || packet.format != kSubtype || packet.body.size() != kBodyBytes)
    return std::nullopt;
  ByteReader reader(packet.body);
  LastSent last;
  last.ssrc = reader.u32();
  if (asText(reader.take(kName.size())) != kName) return std::nullopt;
  last.sequence = reader.u16();
  return last;
}

void serialize(ByteBuffer& to, const LastSent& last) {
  ByteWriter writer(to);
  writer.u8(0x80 | kSubtype).u8(static_cast<std::uint8_t>(PacketType::App)).u16(kBodyBytes / 4);
  writer.u32(last.ssrc).bytes(asBytes(kName)).u16(last.sequence).u16(0);
}

}  // namespace zoetrope::rtcp
