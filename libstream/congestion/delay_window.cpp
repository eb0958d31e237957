// SPDX-License-Identifier: MIT
#include "libstream/congestion/delay_window.h"

#include <algorithm>

namespace zoetrope::congestion {

Duration DelayWindow::add(Duration oneWay, TimePoint now) {
  if (least_.empty() || now >= least_.back().from + kInterval)
    least_.push_back({now, oneWay});
  else
    least_.back().oneWay = std::min(least_.back().oneWay, oneWay);
  while (least_.front().from + kHistory < now) least_.pop_front();
  Duration base = oneWay;
  for (const Least& each : least_) base = std::min(base, each.oneWay);
  return oneWay - base;
}

}  // namespace zoetrope::congestion
