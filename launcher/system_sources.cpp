// SPDX-License-Identifier: MIT
#include "launcher/system_sources.h"

#include <cstdio>
#include <random>

namespace zoetrope::launcher {

TimePoint SystemClock::now() const { return std::chrono::steady_clock::now(); }

WallTime SystemClock::wallNow() const { return std::chrono::system_clock::now(); }

std::uint32_t SystemRandom::next32() {
  static_assert(std::random_device::max() == 0xFFFFFFFFU);
  return std::random_device()();
}

std::string randomToken(Random& random) {
  std::string token;
  for (int i = 0; i < 4; ++i) {
    char part[9];
    std::snprintf(part, sizeof part, "%08x", random.next32());
    token += part;
  }
  return token;
}

}  // namespace zoetrope::launcher
