// SPDX-License-Identifier: MIT
// Many datagrams per system call: recvmmsg on Linux, one recvmsg each elsewhere (and in tests on Linux).
// Thread: one at a time.
// Owns: the buffers; what receive() returns is valid until the next call.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/net/endpoint.h"
#include "libstream/net/loop.h"

#include <memory>
#include <span>

namespace zoetrope::net {

struct InDatagram {
  Bytes bytes;
  Endpoint from;
  bool truncated = false;  // longer than the buffer: the rest is lost
};

class BatchReceiver {
 public:
  static constexpr std::size_t kMaxDatagram = 65536;
  struct Size {
    std::size_t datagrams = 64;
    std::size_t datagramBytes = kMaxDatagram;
  };

  virtual ~BatchReceiver() = default;
  // What has come, at most Size::datagrams; empty when there is nothing (more). Errors that a socket reports about
  // earlier sends (ICMP) are swallowed.
  virtual std::span<const InDatagram> receive(Handle handle) = 0;

  static std::unique_ptr<BatchReceiver> createBest(Size size);
  static std::unique_ptr<BatchReceiver> createPlain(Size size);
};

}  // namespace zoetrope::net
