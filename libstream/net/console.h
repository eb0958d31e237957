// SPDX-License-Identifier: MIT
// stdout and stderr for the event log: lines from all threads, written by a thread of its own, so that nobody else
// stops when they are pipes that nobody reads.
// Thread: write any; the rest the owner's.
// Owns: the thread. One that hangs in a write at the end is left behind; it touches nothing any more.
// Limits: the event log's (EventLog::kMaxPending).
#pragma once

#include "libstream/base/time.h"
#include "rtsp_server/event_log.h"

#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace zoetrope::server {

class Console {
 public:
  struct Handles {
    int log = 2;
    int status = 1;
  };

  Console() : Console(Handles{}) {}
  explicit Console(Handles handles);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void write(EventLog::Channel channel, std::string line, std::function<void()> written);
  EventLog::Writer writer() {
    return [this](EventLog::Channel channel, std::string line, std::function<void()> written) {
      write(channel, std::move(line), std::move(written));
    };
  }
  // Waits until what was handed over is out, but no longer than that; then nothing more is written. Whether all is out.
  bool finish(Duration longest);

 private:
  struct Line {
    int handle;
    std::string text;
    std::function<void()> written;
  };
  struct Shared;

  static void run(const std::shared_ptr<Shared>& shared);
  static bool takeNext(Shared& shared, Line& line);

  const Handles handles_;
  const std::shared_ptr<Shared> shared_;
  std::thread thread_;
};

}  // namespace zoetrope::server
