// SPDX-License-Identifier: MIT
// The two ways a program is asked to stop: Ctrl-C or SIGTERM, and standard input closing (--supervised).
// Thread: the loop's; one StopSignals per process.
// Limits: a second Ctrl-C ends the process at once, as if nobody had listened.
#pragma once

#include "libstream/net/loop.h"

#include <functional>
#include <string>

namespace zoetrope::net {

class StopSignals {
 public:
  // `onStop` gets the reason in words ("Ctrl-C", "SIGTERM").
  StopSignals(Loop& loop, std::function<void(const std::string&)> onStop);
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  void onReadable();

  Loop& loop_;
  std::function<void(const std::string&)> onStop_;
  WatchId watch_ = 0;
};

// Reads standard input (or another handle) without ever blocking and throws it away; calls `onClosed` at its end.
class StdinWatcher {
 public:
  StdinWatcher(Loop& loop, std::function<void()> onClosed, Handle handle = 0);
  ~StdinWatcher() { loop_.unwatch(watch_); }
  StdinWatcher(const StdinWatcher&) = delete;
  StdinWatcher& operator=(const StdinWatcher&) = delete;

 private:
  void onReadable();

  Loop& loop_;
  std::function<void()> onClosed_;
  Handle handle_;
  WatchId watch_ = 0;
  Timer later_;
};

}  // namespace zoetrope::net
