// SPDX-License-Identifier: MIT
#include "libstream/rtcp/sender_state.h"

namespace zoetrope::rtcp {

namespace {

constexpr std::string_view kName = "ZOET";
constexpr std::uint8_t kSubtype = 1;
constexpr std::size_t kBodyBytes = 24;
constexpr std::uint16_t kHalfSizeFlag = 1;
constexpr std::uint16_t kLimitedFlag = 2;

}  // namespace

std::optional<SenderState> parseSenderState(const Other& packet) {
  if (packet.type != PacketType::App || packet.format != kSubtype || packet.body.size() < kBodyBytes)
    return std::nullopt;
  ByteReader reader(packet.body);
  SenderState state;
  state.ssrc = reader.u32();
  if (asText(reader.take(kName.size())) != kName) return std::nullopt;
  state.rung = reader.u16();
  state.rungs = reader.u16();
  state.sharePermille = reader.u16();
  const std::uint16_t flags = reader.u16();
  state.halfSize = (flags & kHalfSizeFlag) != 0;
  state.limited = (flags & kLimitedFlag) != 0;
  state.allowedKbps = reader.u32();
  state.framesSkipped = reader.u32();
  if (state.rung >= state.rungs || state.sharePermille > SenderState::kWholeShare) return std::nullopt;
  return state;
}

void serialize(ByteBuffer& to, const SenderState& state) {
  const unsigned flags = (state.halfSize ? kHalfSizeFlag : 0U) | (state.limited ? kLimitedFlag : 0U);
  ByteWriter writer(to);
  writer.u8(0x80 | kSubtype).u8(static_cast<std::uint8_t>(PacketType::App)).u16(kBodyBytes / 4);
  writer.u32(state.ssrc).bytes(asBytes(kName)).u16(state.rung).u16(state.rungs).u16(state.sharePermille);
  writer.u16(static_cast<std::uint16_t>(flags)).u32(state.allowedKbps).u32(state.framesSkipped);
}

}  // namespace zoetrope::rtcp
