// SPDX-License-Identifier: MIT
// When a child that crashed is started again: after 200 ms, then twice as long each time up to 30 s, never in step with
// others (jitter), and not at all after five crashes within a minute.
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/random.h"
#include "libstream/base/time.h"

#include <deque>
#include <optional>

namespace zoetrope::launcher {

class RestartPolicy {
 public:
  static constexpr Duration kFirstDelay = std::chrono::milliseconds(200);
  static constexpr Duration kLongestDelay = std::chrono::seconds(30);
  static constexpr double kJitter = 0.2;  // of the delay, to either side
  static constexpr Duration kRanWell = std::chrono::seconds(60);
  static constexpr std::size_t kMostCrashes = 5;
  static constexpr Duration kCrashesWithin = std::chrono::seconds(60);

  // It crashed now, having run (been ready) for so long. How long to wait, or nothing: do not start it again.
  std::optional<Duration> onCrash(TimePoint now, Duration ran, Random& random);
  // A person asked for it: all is forgotten.
  void reset();
  // Crashes in a row: since the last that came after it had run well.
  int inARow() const { return inARow_; }
  // Crashes within kCrashesWithin before the last one, that one included.
  std::size_t recent() const { return crashes_.size(); }

 private:
  std::deque<TimePoint> crashes_;
  int inARow_ = 0;
};

}  // namespace zoetrope::launcher
