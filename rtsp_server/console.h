// SPDX-License-Identifier: MIT
// stdout and stderr for the event log: lines from all threads, written by the one that runs the loop.
// Thread: write any; flush the loop's.
// Borrows: the loop.
#pragma once

#include "libstream/net/loop.h"
#include "rtsp_server/event_log.h"

#include <functional>
#include <string>

namespace zoetrope::server {

class Console {
 public:
  explicit Console(net::Loop& loop) : loop_(loop) {}

  void write(EventLog::Channel channel, std::string line, std::function<void()> written);
  EventLog::Writer writer() {
    return [this](EventLog::Channel channel, std::string line, std::function<void()> written) {
      write(channel, std::move(line), std::move(written));
    };
  }
  // What was handed over until now: after the loop has ended.
  void flush() { loop_.runOnce(Duration::zero()); }

 private:
  net::Loop& loop_;
};

}  // namespace zoetrope::server
