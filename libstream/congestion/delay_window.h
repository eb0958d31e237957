// SPDX-License-Identifier: MIT
// How long packets wait on the way beyond the least that the way takes: the clocks of both ends need not agree, for
// only differences count. Spec: RFC 6817, section 3.4.2 (base delay: the least over a history of intervals, so that a
// change of the way and clocks that drift are followed). Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"

#include <deque>

namespace zoetrope::congestion {

class DelayWindow {
 public:
  // The history and its intervals.
  static constexpr Duration kHistory = std::chrono::seconds(20);
  static constexpr Duration kInterval = std::chrono::seconds(2);

  // The least time from sending to arriving in a while, by two clocks. Returns the waiting in it.
  Duration add(Duration oneWay, TimePoint now);
  void clear() { least_.clear(); }

 private:
  struct Least {
    TimePoint from;
    Duration oneWay;
  };
  std::deque<Least> least_;
};

}  // namespace zoetrope::congestion
