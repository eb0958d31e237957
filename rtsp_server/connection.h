// SPDX-License-Identifier: MIT
// One accepted connection: takes what comes apart, hands each request to its dialect, one at a time.
// Thread: its worker's loop.
// Owns: the TCP connection and the dialects' state. Borrows: the worker's services.
// Limits: one without a session that says nothing for kIdleConnection is closed; while a request is being answered
// nothing more is read, so what a peer pipelines stays in its own kernel.
#pragma once

#include "libstream/net/tcp_connection.h"
#include "libstream/rtsp/message_reader.h"
#include "rtsp_server/course_dialect.h"
#include "rtsp_server/dialect_host.h"
#include "rtsp_server/standard_dialect.h"

#include <functional>
#include <memory>
#include <string>

namespace zoetrope::server {

class Connection final : private net::TcpConnection::Listener, private DialectHost {
 public:
  struct Accepted {
    ConnectionId id = 0;
    Poco::Net::StreamSocket socket;
    SessionLimits::Place place;  // among the connections
  };
  // `onOver` is called once, last, and may destroy the connection.
  Connection(WorkerServices& services, Accepted accepted, std::function<void(ConnectionId)> onOver);
  ~Connection() override;

  // The server stops.
  void stop();

 private:
  void handleInput();
  void handleEvent(rtsp::ServerReader::Event& event);
  void onHttp(const rtsp::HttpRequest& request);
  void onBad(const rtsp::BadInput& bad);
  void checkIdle();

  void onTcpBytes(Bytes bytes) override;
  void onTcpProgress() override { services_.sessions.onMediaProgress(id_); }
  void onTcpFault() override { services_.sessions.onMediaFault(id_); }
  void onTcpClosed(const std::string& why) override;

  net::TcpConnection& tcp() override { return tcp_; }
  ConnectionId connectionId() const override { return id_; }
  const std::string& peerText() const override { return peerText_; }
  void requestDone() override;
  std::function<void(std::function<void()>)> later() override;

  // Given (not owned).
  WorkerServices& services_;
  const ConnectionId id_;
  const std::function<void(ConnectionId)> onOver_;
  // Owned.
  const SessionLimits::Place place_;
  net::TcpConnection tcp_;
  rtsp::ServerReader reader_;
  StandardDialect standard_;
  CourseDialect course_;
  net::Timer quiet_;
  net::Timer resume_;
  net::Timer idle_;
  // State.
  const std::string peerText_;
  TimePoint lastBytes_;
  bool busy_ = false;     // a request is being answered
  bool closing_ = false;  // nothing is read any more
  // Calls that come late find nobody.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace zoetrope::server
