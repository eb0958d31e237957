// SPDX-License-Identifier: MIT
// The system's clocks and randomness, for the programs; everything below takes a Clock and a Random.
// Thread: SystemClock any; SystemRandom one at a time.
#pragma once

#include "libstream/base/random.h"
#include "libstream/base/time.h"

#include <random>

namespace zoetrope::net {

class SystemClock final : public Clock {
 public:
  TimePoint now() const override;
  WallTime wallNow() const override;
};

// The operating system's entropy, fit for session ids.
class SystemRandom final : public Random {
 public:
  std::uint32_t next32() override { return device_(); }

 private:
  std::random_device device_;
};

}  // namespace zoetrope::net
