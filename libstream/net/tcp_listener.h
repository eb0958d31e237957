// SPDX-License-Identifier: MIT
// A listening TCP socket: IPv4 and IPv6 on one port when no address is given. A second one on the same port fails.
// Thread: one at a time.
// Owns: the socket.
// Fails: listen() with a BindError; accept() says what came.
#pragma once

#include "libstream/base/result.h"
#include "libstream/net/bind_error.h"
#include "libstream/net/endpoint.h"
#include "libstream/net/loop.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <optional>

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
  Handle handle() const { return socket_.impl()->sockfd(); }

 private:
  TcpListener(Poco::Net::ServerSocket socket, bool allAddresses) : socket_(socket), allAddresses_(allAddresses) {}

  Poco::Net::ServerSocket socket_;
  bool allAddresses_;
};

}  // namespace zoetrope::net
