// SPDX-License-Identifier: MIT
// Listening for TCP: IPv4 and IPv6 on one port when no address is given, by one socket where the system has such, else
// by one for each. A second one on the same port fails. Thread: one at a time. Owns: the sockets. Fails: listen() with
// a BindError; accept() says what came.
#pragma once

#include "libstream/base/result.h"
#include "libstream/net/bind_error.h"
#include "libstream/net/endpoint.h"
#include "libstream/net/socket_handle.h"

#include <Poco/Net/StreamSocket.h>

#include <optional>
#include <vector>

namespace zoetrope::net {

class TcpListener {
 public:
  // No address: every one this machine has, of both families (IPv4 alone where there is no IPv6). Port 0: a free one.
  static Result<TcpListener, BindError> listen(const std::optional<Endpoint>& address, std::uint16_t port);

  // Never blocks.
  struct Accepted {
    std::optional<Poco::Net::StreamSocket> socket;
    bool exhausted = false;  // no handle or memory left: wait a little before the next try
  };
  Accepted accept();

  Endpoint local() const;
  bool allAddresses() const { return allAddresses_; }
  // To be watched, each of them.
  std::vector<Handle> handles() const;

 private:
  TcpListener(std::vector<SocketHandle> sockets, bool allAddresses)
      : sockets_(std::move(sockets)), allAddresses_(allAddresses) {}

  std::vector<SocketHandle> sockets_;  // at least one
  bool allAddresses_;
};

}  // namespace zoetrope::net
