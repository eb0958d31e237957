// SPDX-License-Identifier: MIT
// Turns a loop until something has happened: no sleeping, and an end for a test that would wait for ever.
#pragma once

#include "libstream/net/loop.h"

#include <functional>

namespace zoetrope::test {

inline constexpr std::chrono::seconds kPatience{20};

// False when it did not happen in time.
inline bool runUntil(net::Loop& loop, const std::function<bool()>& happened) {
  const TimePoint end = loop.now() + kPatience;
  while (!happened()) {
    if (loop.now() >= end) return false;
    loop.runOnce(std::chrono::milliseconds(50));
  }
  return true;
}

}  // namespace zoetrope::test
