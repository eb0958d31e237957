// SPDX-License-Identifier: MIT
// Which frames of an RTP stream would have come whole if nothing were sent again: told from the packets that the
// laboratory's router forwards and drops.
// Spec: RFC 3550 (header), RFC 2435 (payload type 26); retransmissions have another type (RFC 4588).
// Thread: one at a time.
// Limits: kMaxFrames are told apart; what comes on top is counted with the last.
#pragma once

#include "libstream/base/bytes.h"

#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace zoetrope::netlab {

class FrameAccount {
 public:
  static constexpr std::size_t kMaxFrames = 1'000'000;

  struct Counts {
    std::uint64_t media = 0;  // packets of pictures, sent for the first time
    std::uint64_t mediaDropped = 0;
    std::uint64_t repeated = 0;  // sent again, as they were or as retransmissions
    std::uint64_t repeatedDropped = 0;
  };

  // Other: no RTP.
  enum class Kind { Other, First, Again };
  // An IPv4 packet that the router has seen, dropped or not.
  Kind onPacket(Bytes ip, bool dropped);

  const Counts& counts() const { return counts_; }
  std::uint64_t frames() const { return frames_.size(); }
  // Of these, frames of which no first-time packet was dropped.
  std::uint64_t whole() const;

 private:
  struct Frame {
    std::set<std::uint16_t> seen;
    bool hit = false;
  };

  Counts counts_;
  // By source and time.
  std::map<std::pair<std::uint32_t, std::uint32_t>, Frame> frames_;
};

// The payload of an IPv4 UDP packet that is no later fragment; empty for everything else.
Bytes udpPayload(Bytes ip);

}  // namespace zoetrope::netlab
