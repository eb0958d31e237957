// SPDX-License-Identifier: MIT
// Many datagrams per system call, each gathered from a header and a slice (of a mapped file, say): nothing is copied
// here. On Linux with UDP GSO, where the kernel or the way to a receiver does not take that sendmmsg, elsewhere one
// sendmsg each; which one it is, is found out while sending.
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

// The best way that is tried; what does not work falls back to the next.
enum class SendWay {
  Gso,   // datagrams of one size, the last of them may be shorter, are one train: one pass through the kernel
  Mmsg,  // one system call, one pass each
  Plain  // one system call each
};

class BatchSender {
 public:
  // Datagrams of one train at most.
  static constexpr std::size_t kMaxTrain = 16;

  virtual ~BatchSender() = default;
  virtual SendOutcome send(Handle handle, const Endpoint& to, std::span<const OutDatagram> datagrams) = 0;

  static std::unique_ptr<BatchSender> create(SendWay way);
  static std::unique_ptr<BatchSender> createBest() { return create(SendWay::Gso); }

 protected:
  static std::unique_ptr<BatchSender> createPlain();
};

}  // namespace zoetrope::net
