// SPDX-License-Identifier: MIT
// The portable way: one system call a datagram.
#include "libstream/net/batch_sender.h"
#include "libstream/net/send_errors.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>

namespace zoetrope::net {

namespace {

class PlainSender final : public BatchSender {
 public:
  SendOutcome send(Handle handle, const Endpoint& to, std::span<const OutDatagram> datagrams) override {
    SendOutcome outcome;
    while (outcome.done < datagrams.size()) {
      if (sendOne(handle, to, datagrams[outcome.done]))
        ++outcome.done;
      else if (!afterError(errno, 1, outcome))
        break;
    }
    return outcome;
  }

 private:
  static bool sendOne(Handle handle, const Endpoint& to, const OutDatagram& datagram) {
    std::array<iovec, 2> vectors{iovec{const_cast<std::uint8_t*>(datagram.header.data()), datagram.header.size()},
                                 iovec{const_cast<std::uint8_t*>(datagram.payload.data()), datagram.payload.size()}};
    msghdr message{};
    message.msg_name = const_cast<sockaddr*>(to.data());
    message.msg_namelen = to.size();
    message.msg_iov = vectors.data();
    message.msg_iovlen = vectors.size();
    return ::sendmsg(handle, &message, 0) >= 0;
  }
};

}  // namespace

bool afterError(int error, std::size_t datagrams, SendOutcome& outcome) {
  switch (error) {
    case EINTR:
      return true;
    case EAGAIN:
    case ENOBUFS:
      ++outcome.refusals;
      return false;
    case EFAULT:
      outcome.fault = true;
      return false;
    case ECONNREFUSED:  // about an earlier datagram; reading the error has cleared it
      return ++outcome.portErrors <= kMaxPortErrors;
    default:  // EPERM (a firewall), EMSGSIZE, no route: this one will not go, the next may
      outcome.done += datagrams;
      outcome.lost += datagrams;
      return true;
  }
}

std::unique_ptr<BatchSender> BatchSender::createPlain() { return std::make_unique<PlainSender>(); }

#ifndef __linux__
std::unique_ptr<BatchSender> BatchSender::create(SendWay) { return createPlain(); }
#endif

}  // namespace zoetrope::net
