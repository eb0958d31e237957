// SPDX-License-Identifier: MIT
// What the sender makes of the movie for this receiver now: which of its renditions it sends, what its congestion
// control allows, how many frames it left out. Only for people to look at: a receiver plays the same without it.
// Spec: RFC 3550, section 6.7 (APP): name "ZOET", subtype 1, then
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   |              rung             |             rungs             |
//   |         share (1/1000)        |              0            |L|H|
//   |                   allowed rate (1000 bit/s)                   |
//   |            frames left out by the sender since SETUP          |
// H: half size; L: the path decides, not the movie. What a later sender says behind them is read over.
// Thread: pure functions.
// Fails: parseSenderState gives nothing for any other packet, and for one that contradicts itself.
#pragma once

#include "libstream/rtcp/packet.h"

#include <cstdint>
#include <optional>

namespace zoetrope::rtcp {

struct SenderState {
  static constexpr std::uint16_t kWholeShare = 1000;

  std::uint32_t ssrc = 0;
  std::uint16_t rung = 0;                     // of the ladder of renditions; 0: the movie as it is
  std::uint16_t rungs = 1;                    // how many there are, the movie itself included
  std::uint16_t sharePermille = kWholeShare;  // of the movie's bytes, this rung's
  bool halfSize = false;
  bool limited = false;             // the path, not the movie, decides what is sent
  std::uint32_t allowedKbps = 0;    // what the control allows; 0: nothing is known, or there is no control
  std::uint32_t framesSkipped = 0;  // frames that the sender left out since SETUP
  friend bool operator==(const SenderState&, const SenderState&) = default;
};

std::optional<SenderState> parseSenderState(const Other& packet);
void serialize(ByteBuffer& to, const SenderState& state);

}  // namespace zoetrope::rtcp
