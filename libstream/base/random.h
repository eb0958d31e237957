// SPDX-License-Identifier: MIT
// Randomness as an argument, so that tests can know it; the system's source is in net/.
// Thread: as the implementation says.
#pragma once

#include <cstdint>

namespace zoetrope {

class Random {
 public:
  virtual ~Random() = default;
  virtual std::uint32_t next32() = 0;
  std::uint64_t next64() {
    const std::uint64_t high = next32();
    return high << 32 | next32();
  }
};

}  // namespace zoetrope
