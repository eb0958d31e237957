// SPDX-License-Identifier: MIT
// Which datagrams are the server's: by address, and by port where SETUP said it. A course server sends from another
// port after each PLAY, so there the first one that comes is kept until it falls silent.
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"
#include "libstream/net/endpoint.h"
#include "libstream/rtp/packet.h"

#include <optional>

namespace zoetrope::client {

class SourceFilter {
 public:
  static constexpr Duration kSilence = std::chrono::milliseconds(500);

  // `rtp` and `rtcp` with port 0: any port.
  void expect(const net::Endpoint& rtp, const net::Endpoint& rtcp);
  // A PLAY is being asked for, whose packets may come from another port, and before its reply: the next port that
  // sends is kept instead, the one before is heard until then.
  void release() { released_ = true; }

  bool acceptsRtp(const net::Endpoint& from, Bytes packet, TimePoint now);
  bool acceptsRtcp(const net::Endpoint& from) const;

 private:
  net::Endpoint rtp_;
  net::Endpoint rtcp_;
  std::optional<net::Endpoint> kept_;
  bool released_ = false;
  TimePoint lastKept_{};
};

}  // namespace zoetrope::client
