// SPDX-License-Identifier: MIT
// How many pictures a second are shown, from the times at which they were: steady while they come steadily, and falling
// as soon as they stay away for longer than they did before.
// Thread: one at a time; time is an argument.
// Limits: kWindow back, and kMostTimes pictures; two pictures are enough for a figure.
#pragma once

#include "libstream/base/time.h"

#include <deque>

namespace zoetrope::playback {

// Steadier than RateMeter, in whose window a picture more or less would make the figure waver.
class ShownRate {
 public:
  static constexpr Duration kWindow = std::chrono::seconds(2);
  static constexpr std::size_t kMostTimes = 512;

  void onShown(TimePoint now);
  // 0 before the second picture, and when none has come for kWindow or two pictures' time, whatever is longer.
  double perSecond(TimePoint now) const;
  void clear() { times_.clear(); }

 private:
  std::deque<TimePoint> times_;
};

}  // namespace zoetrope::playback
