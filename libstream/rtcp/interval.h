// SPDX-License-Identifier: MIT
// When the next regular report is due: a random time around the base, half of it for the first.
// Spec: RFC 3550, section 6.2 and 6.3.1, for a session of two (no reconsideration: the members are known).
// Thread: one at a time; time is an argument. Borrows: the random source.
#pragma once

#include "libstream/base/random.h"
#include "libstream/base/time.h"

namespace zoetrope::rtcp {

class ReportTimer {
 public:
  static constexpr Duration kMinimumInterval = std::chrono::seconds(5);

  explicit ReportTimer(Random& random, Duration base = kMinimumInterval) : random_(random), base_(base) {}

  // The first report is due after half the interval.
  void start(TimePoint now);
  bool due(TimePoint now) const { return now >= next_; }
  TimePoint nextTime() const { return next_; }
  // A report went out: draws the time of the next.
  void onSent(TimePoint now);

 private:
  Duration draw(Duration around);

  // Given (not owned).
  Random& random_;
  Duration base_;
  // State.
  TimePoint next_{};
};

}  // namespace zoetrope::rtcp
