// SPDX-License-Identifier: MIT
// The portable way: one system call a datagram.
#include "libstream/net/batch_sender.h"
#include "libstream/net/send_errors.h"
#include "libstream/net/socket_calls.h"

#include <array>
#include <cerrno>

namespace zoetrope::net {

namespace {

class PlainSender final : public BatchSender {
 public:
  SendOutcome send(Handle handle, const Endpoint& to, std::span<const OutDatagram> datagrams) override {
    SendOutcome outcome;
    while (outcome.done < datagrams.size()) {
      const std::array<Bytes, 2> pieces{datagrams[outcome.done].header, datagrams[outcome.done].payload};
      const int error = sendPieces(handle, pieces, &to).error;
      if (error == 0)
        ++outcome.done;
      else if (!afterError(error, 1, outcome))
        break;
    }
    return outcome;
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
