// SPDX-License-Identifier: MIT
// How fast a rate grows after it was lowered: by steps that are the same for all who share a link, so that their shares
// become alike, and that double while nothing speaks against it, so that a wider link is soon used.
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::congestion {

class RateGrowth {
 public:
  static constexpr double kFirstBpsPerSecond = 1e6;
  // Of the rate, where that is less.
  static constexpr double kFirstPerSecond = 0.25;
  static constexpr Duration kDoubling = std::chrono::milliseconds(600);
  // At most this many times the rate in a second.
  static constexpr double kMostPerSecond = 1.0;

  // The rate was lowered.
  void restart(TimePoint now) { since_ = last_ = now; }
  // What may be added for the time since the last call.
  double step(TimePoint now, double rateBps) {
    const double seconds = toSeconds(std::min<Duration>(now - last_, kLongestStep));
    last_ = now;
    const double doublings = std::min(toSeconds(now - since_) / toSeconds(kDoubling), kMostDoublings);
    const double first = std::min(kFirstBpsPerSecond, rateBps * kFirstPerSecond);
    return seconds * std::min(first * std::exp2(std::floor(doublings)), rateBps * kMostPerSecond);
  }
  // The time until now did not count.
  void skip(TimePoint now) {
    since_ += std::max(Duration::zero(), now - last_);
    last_ = now;
  }

 private:
  static constexpr Duration kLongestStep = std::chrono::milliseconds(200);
  static constexpr double kMostDoublings = 20;

  TimePoint since_{};
  TimePoint last_{};
};

}  // namespace zoetrope::congestion
