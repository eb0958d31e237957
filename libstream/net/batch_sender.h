// SPDX-License-Identifier: MIT
// Many datagrams per system call, each gathered from a header and a slice (of a mapped file, say): nothing is copied
// here. sendmmsg on Linux, one sendmsg each elsewhere; UDP GSO fits behind the same interface.
// Thread: one at a time.
// Fails: never thrown; the outcome says what became of each datagram.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/net/endpoint.h"
#include "libstream/net/loop.h"

#include <cstdint>
#include <memory>
#include <span>

namespace zoetrope::net {

struct OutDatagram {
  Bytes header;
  Bytes payload;
};

struct SendOutcome {
  std::size_t done = 0;          // datagrams dealt with, from the front: sent or lost
  std::size_t lost = 0;          // of these, refused by the kernel for good (EPERM, EMSGSIZE, unreachable)
  std::uint64_t refusals = 0;    // times that the kernel said "not now" (EAGAIN, ENOBUFS): the rest may be tried again
  std::uint64_t portErrors = 0;  // ECONNREFUSED: nobody listens there (reported on the socket, not about a datagram)
  bool fault = false;            // a payload could not be read (its file became shorter): nothing of the rest was sent
};

class BatchSender {
 public:
  virtual ~BatchSender() = default;
  virtual SendOutcome send(Handle handle, const Endpoint& to, std::span<const OutDatagram> datagrams) = 0;

  static std::unique_ptr<BatchSender> createBest();
  static std::unique_ptr<BatchSender> createPlain();
};

}  // namespace zoetrope::net
