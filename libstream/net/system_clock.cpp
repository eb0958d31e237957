// SPDX-License-Identifier: MIT
#include "libstream/net/system_clock.h"

namespace zoetrope::net {

TimePoint SystemClock::now() const { return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now()); }

WallTime SystemClock::wallNow() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace zoetrope::net
