// SPDX-License-Identifier: MIT
#include "rtsp_client/server_link.h"

#include <utility>

namespace zoetrope::client {

void ServerLink::open(const std::string& host, std::uint16_t port) {
  close();
  lastWhy_.clear();
  timer_.setAfter(kLookUpTime, [this, host] {
    lookUp_.reset();
    fail({"no answer to the question where " + host + " is", LinkFailure::Kind::NoSuchHost});
  });
  lookUp_ = std::make_unique<net::AsyncLookUp>(
      loop_, host, port, [this](Result<std::vector<net::Endpoint>> answer) { onAddresses(std::move(answer)); });
}

void ServerLink::close() {
  timer_.cancel();
  lookUp_.reset();
  addresses_.clear();
  up_ = false;
  if (connection_) connection_->close();
  connection_.reset();
}

void ServerLink::send(std::string_view text) {
  if (connection_) connection_->send(text);
}

void ServerLink::send(ByteBuffer bytes) {
  if (connection_) connection_->send(std::move(bytes));
}

void ServerLink::onAddresses(Result<std::vector<net::Endpoint>> answer) {
  timer_.cancel();
  if (!answer) {
    fail({answer.error().message, LinkFailure::Kind::NoSuchHost});
    return;
  }
  addresses_ = *answer;
  nextAddress_ = 0;
  tryNext();
}

void ServerLink::tryNext() {
  connection_.reset();
  if (nextAddress_ >= addresses_.size()) {
    fail({lastWhy_, LinkFailure::Kind::NoAnswer});
    return;
  }
  connection_ = std::make_unique<net::TcpConnection>(loop_, addresses_[nextAddress_++], *this);
  timer_.setAfter(kConnectTime, [this] {
    lastWhy_ = "no answer from " + connection_->peer().text();
    tryNext();
  });
}

void ServerLink::fail(const LinkFailure& failure) {
  close();
  listener_.onLinkFailed(failure);
}

void ServerLink::onTcpConnected() {
  timer_.cancel();
  up_ = true;
  listener_.onLinkUp();
}

void ServerLink::onTcpClosed(const std::string& why) {
  timer_.cancel();
  if (!up_) {
    lastWhy_ = why;
    tryNext();
    return;
  }
  up_ = false;
  const std::string reason = why;
  connection_.reset();
  listener_.onLinkLost(reason);
}

}  // namespace zoetrope::client
