// SPDX-License-Identifier: MIT
// Many datagrams per system call: recvmmsg on Linux, one recvmsg each elsewhere (and in tests on Linux). With UDP GRO,
// which Linux has, a message of the kernel is several datagrams of one train, one after the other.
// Thread: one at a time.
// Owns: the buffers; what receive() returns is valid until the next call.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/time.h"
#include "libstream/net/endpoint.h"
#include "libstream/net/loop.h"

#include <cstdint>
#include <memory>
#include <span>

namespace zoetrope::net {

struct InDatagram {
  Bytes bytes;
  Endpoint from;
  bool truncated = false;  // longer than the buffer: the rest is lost
  // Messages that the kernel threw away between the one before and this, because the socket's buffer was full; it says
  // not how many datagrams were in them. Only with GRO; without it UdpSocket::kernelDrops() counts datagrams.
  std::uint32_t dropsBefore = 0;
  // How long it has waited in the socket, as the kernel says: a reader that was busy need not take it for the way's
  // doing. 0 where that is not known.
  Duration waited{};
};

// The best way that is tried; a system that does not know it does the next.
enum class ReceiveWay { Gro, Mmsg, Plain };

class BatchReceiver {
 public:
  static constexpr std::size_t kMaxDatagram = 65536;
  // Of one call. With GRO a message is up to kMaxTrain datagrams, and wants kMaxDatagram bytes.
  struct Size {
    std::size_t messages = 64;
    std::size_t messageBytes = kMaxDatagram;
  };
  static constexpr std::size_t kMaxTrain = 64;

  virtual ~BatchReceiver() = default;
  // Before the first receive() from a new socket: asks the system for what this way of receiving needs.
  virtual void begin(Handle) {}
  // What has come; empty when there is nothing (more). Errors that a socket reports about earlier sends (ICMP) are
  // swallowed.
  virtual std::span<const InDatagram> receive(Handle handle) = 0;
  // The last receive() took as much as it could: there may be more.
  virtual bool full() const = 0;

  static std::unique_ptr<BatchReceiver> create(ReceiveWay way, Size size);

 protected:
  static std::unique_ptr<BatchReceiver> createPlain(Size size);
};

}  // namespace zoetrope::net
