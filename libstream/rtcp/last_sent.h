// SPDX-License-Identifier: MIT
// Which packet was the last for now: said at the end of a range, at PAUSE and at the movie's end, so that a receiver
// can ask for a tail that got lost. A sender report cannot say it: its counts do not name a sequence number.
// Spec: RFC 3550, section 6.7 (APP): name "ZOET", subtype 0, then the sequence number and 16 bits of zero.
// Thread: pure functions.
// Fails: parseLastSent gives nothing for any other packet.
#pragma once

#include "libstream/rtcp/packet.h"

#include <cstdint>
#include <optional>

namespace zoetrope::rtcp {

struct LastSent {
  std::uint32_t ssrc = 0;
  std::uint16_t sequence = 0;
  friend bool operator==(const LastSent&, const LastSent&) = default;
};

std::optional<LastSent> parseLastSent(const Other& packet);
void serialize(ByteBuffer& to, const LastSent& last);

}  // namespace zoetrope::rtcp
