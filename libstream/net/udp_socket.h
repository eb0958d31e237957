// SPDX-License-Identifier: MIT
// One UDP socket, or the even/odd pair that RTP and RTCP use (RFC 3550, section 11).
// Thread: one at a time.
// Owns: the sockets.
// Fails: open() with a BindError; sending is counted elsewhere, never thrown.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"
#include "libstream/net/bind_error.h"
#include "libstream/net/endpoint.h"
#include "libstream/net/socket_handle.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace zoetrope::net {

class UdpSocket {
 public:
  // 0: as the system gives it. What came of it is read back below.
  struct Buffers {
    int receiveBytes = 0;
  };

  // Non-blocking, bound to this address and to it alone; port 0 takes a free one. Never shares a port.
  static Result<UdpSocket, BindError> open(const Endpoint& local, Buffers buffers);
  static Result<UdpSocket, BindError> open(const Endpoint& local) { return open(local, Buffers{}); }

  Handle handle() const { return handle_.get(); }
  Endpoint local() const;
  // The kernel's own figure; on Linux half of it is for its bookkeeping.
  int receiveBufferBytes() const;
  // As Buffers::receiveBytes; the system may give less.
  void setReceiveBuffer(int bytes) const;
  // Datagrams that the kernel threw away because the buffer was full.
  std::uint64_t kernelDrops() const;
  // One datagram; false when the kernel did not take it.
  bool send(Bytes datagram, const Endpoint& to) const;

 private:
  explicit UdpSocket(SocketHandle handle) : handle_(std::move(handle)) {}

  SocketHandle handle_;
};

// Inclusive; RTP takes the even ports of it.
struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 0;
};

struct UdpPair {
  UdpSocket rtp;
  UdpSocket rtcp;

  // On the host of `local` (its port counts when it is not 0: RTP there, RTCP on the next). Without a range any even
  // port that is free together with the next one. `start` spreads sessions over a range: pass another one each time.
  static Result<UdpPair, BindError> open(const Endpoint& local, const std::optional<PortRange>& range,
                                         UdpSocket::Buffers buffers, std::uint32_t start = 0);
};

}  // namespace zoetrope::net
