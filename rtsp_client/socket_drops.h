// SPDX-License-Identifier: MIT
// How many packets our own socket dropped. The kernel counts messages, and with UDP GRO one is several packets: how
// many, the gap in the sequence numbers behind it says.
// Spec: RFC 3550, section 5.1 (sequence number, SSRC).
// Thread: one at a time.
// Limits: the newest kMaxStreams SSRCs are followed. Where no gap tells, a message counts as one packet.
#pragma once

#include "libstream/base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace zoetrope::client {

class SocketDrops {
 public:
  static constexpr std::size_t kMaxStreams = 4;

  // An RTP packet that has come; `dropsBefore` as net::InDatagram has it.
  void onPacket(Bytes packet, std::uint32_t dropsBefore);
  // A packet of somebody else's.
  void onOther(std::uint32_t dropsBefore) { pending_ += dropsBefore; }
  // Of this socket, when its kernel has counted so many messages.
  std::uint64_t packets(std::uint64_t kernelDrops) const;
  // The socket is closed.
  void clear() { *this = SocketDrops(); }

 private:
  struct Stream {
    std::uint32_t ssrc;
    std::uint16_t last;
  };

  void explain(std::uint16_t gap);

  std::vector<Stream> streams_;
  // Messages whose gap has not been seen yet.
  std::uint64_t pending_ = 0;
  // Messages whose packets have been counted, and these.
  std::uint64_t explained_ = 0;
  std::uint64_t packets_ = 0;
};

}  // namespace zoetrope::client
