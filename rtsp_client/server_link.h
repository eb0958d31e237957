// SPDX-License-Identifier: MIT
// The way to the server: its name looked up, its addresses tried one after the other, then one TCP connection.
// Thread: the loop's.
// Borrows: the loop and the listener.
// Fails: onLinkFailed before a connection, onLinkLost after; each once, nothing follows.
// Limits: kLookUpTime for the name, kConnectTime for each address.
#pragma once

#include "libstream/net/lookup.h"
#include "libstream/net/loop.h"
#include "libstream/net/tcp_connection.h"
#include "rtsp_client/session_types.h"

#include <memory>
#include <string>
#include <vector>

namespace zoetrope::client {

class ServerLink final : public net::TcpConnection::Listener {
 public:
  static constexpr Duration kLookUpTime = std::chrono::seconds(5);
  static constexpr Duration kConnectTime = std::chrono::seconds(5);

  class Listener {
   public:
    virtual ~Listener() = default;
    virtual void onLinkUp() = 0;
    virtual void onLinkBytes(Bytes bytes) = 0;
    virtual void onLinkFailed(const LinkFailure& failure) = 0;
    virtual void onLinkLost(const std::string& why) = 0;
  };

  ServerLink(net::Loop& loop, Listener& listener) : loop_(loop), listener_(listener), timer_(loop) {}

  void open(const std::string& host, std::uint16_t port);
  // No callback follows.
  void close();
  void send(std::string_view text);
  // Media back to the server (RTCP in the connection).
  void send(ByteBuffer bytes);

  bool up() const { return up_; }
  net::Endpoint peer() const { return connection_ ? connection_->peer() : net::Endpoint{}; }
  net::Endpoint local() const { return connection_ ? connection_->local() : net::Endpoint{}; }

 private:
  void onAddresses(Result<std::vector<net::Endpoint>> answer);
  void tryNext();
  void fail(const LinkFailure& failure);

  void onTcpConnected() override;
  void onTcpBytes(Bytes bytes) override { listener_.onLinkBytes(bytes); }
  void onTcpClosed(const std::string& why) override;

  // Given (not owned).
  net::Loop& loop_;
  Listener& listener_;
  // Owned.
  std::unique_ptr<net::AsyncLookUp> lookUp_;
  std::unique_ptr<net::TcpConnection> connection_;
  net::Timer timer_;
  // State.
  std::vector<net::Endpoint> addresses_;
  std::size_t nextAddress_ = 0;
  std::string lastWhy_;
  bool up_ = false;
};

}  // namespace zoetrope::client
