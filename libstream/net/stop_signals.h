// SPDX-License-Identifier: MIT
// The two ways a program is asked to stop: Ctrl-C or SIGTERM, and standard input closing (--supervised).
// Thread: the loop's; one StopSignals per process.
// Limits: a second Ctrl-C ends the process at once, as if nobody had listened.
#pragma once

#include "libstream/net/loop.h"

#include <functional>
#include <memory>
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
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Reads standard input (or another descriptor of the C library) without ever blocking the loop and throws it away;
// calls `onClosed` at its end. Input that never ends leaves the loop to others: on POSIX 64 KiB are read every 10 ms.
class StdinWatcher {
 public:
  StdinWatcher(Loop& loop, std::function<void()> onClosed, int descriptor = 0);
  ~StdinWatcher();
  StdinWatcher(const StdinWatcher&) = delete;
  StdinWatcher& operator=(const StdinWatcher&) = delete;

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

}  // namespace zoetrope::net
