// SPDX-License-Identifier: MIT
// What the server tells its people: one readable line per event on stderr and, when supervised, status lines on stdout.
// Thread: any. Lines are handed to a writer that writes them on a thread of its own, so that a reader
// who does not read never stops a worker.
// Limits: kMaxPending lines wait; what comes on top is dropped and counted.
#pragma once

#include "libstream/base/time.h"
#include "libstream/control/status_line.h"
#include "libstream/net/console.h"

#include <atomic>
#include <functional>
#include <string>
#include <string_view>

namespace zoetrope::server {

// UTF-8 on one line, without control characters: fit for a terminal.
std::string onOneLine(std::string_view text);

class EventLog {
 public:
  using Channel = net::Console::Channel;
  // Called on any thread; takes the line without its newline. `written` is to be called once it is out.
  using Writer = net::Console::Writer;
  static constexpr int kMaxPending = 10'000;
  static constexpr int kMaxPendingReports = 1000;

  EventLog(const Clock& clock, bool supervised, Writer writer)
      : clock_(clock), supervised_(supervised), writer_(std::move(writer)) {}

  // The time of day is put in front. What others wrote (names, requests) may stand in it as it came: control bytes are
  // made harmless here.
  void line(const std::string& text);
  // Nothing when not supervised.
  void status(const control::StatusLine& status);
  // A status line that is out of date in a second: not written while kMaxPendingReports lines wait, so that those which
  // tell of an event keep their room. Whether it was.
  bool report(const control::StatusLine& status);

  bool supervised() const { return supervised_; }

 private:
  void write(Channel channel, std::string text);

  // Given (not owned).
  const Clock& clock_;
  // State.
  const bool supervised_;
  const Writer writer_;
  std::atomic<int> pending_ = 0;
  std::atomic<int> dropped_ = 0;
};

}  // namespace zoetrope::server
