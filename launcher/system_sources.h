// SPDX-License-Identifier: MIT
// The system's clock and randomness for the launcher, which does not link libstream/net.
// Thread: any.
#pragma once

#include "libstream/base/random.h"
#include "libstream/base/time.h"

#include <string>

namespace zoetrope::launcher {

class SystemClock : public Clock {
 public:
  TimePoint now() const override;
  WallTime wallNow() const override;
};

class SystemRandom : public Random {
 public:
  std::uint32_t next32() override;
};

// 128 random bits in hexadecimal.
std::string randomToken(Random& random);

}  // namespace zoetrope::launcher
