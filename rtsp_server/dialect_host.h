// SPDX-License-Identifier: MIT
// What a dialect needs of the connection that it serves.
// Thread: the connection's loop.
#pragma once

#include "libstream/net/tcp_connection.h"
#include "rtsp_server/session_table.h"

#include <functional>
#include <string>

namespace zoetrope::server {

class DialectHost {
 public:
  virtual ~DialectHost() = default;
  virtual net::TcpConnection& tcp() = 0;
  virtual ConnectionId connectionId() const = 0;
  // "192.0.2.7:51234", for the log.
  virtual const std::string& peerText() const = 0;
  // The request that is being handled has its answer: the next may come.
  virtual void requestDone() = 0;
  // Wraps a call that comes from another thread: it runs on the loop, unless the connection is gone by then.
  virtual std::function<void(std::function<void()>)> later() = 0;
};

}  // namespace zoetrope::server
