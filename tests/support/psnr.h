// SPDX-License-Identifier: MIT
// How alike two pictures are: peak signal-to-noise ratio of their bytes, in dB; infinite for the same bytes.
#pragma once

#include "libstream/base/bytes.h"

#include <cmath>
#include <limits>

namespace zoetrope::test {

inline double psnr(Bytes a, Bytes b) {
  if (a.size() != b.size() || a.empty()) return 0;
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    squares += difference * difference;
  }
  if (squares == 0) return std::numeric_limits<double>::infinity();
  return 10 * std::log10(255.0 * 255.0 * static_cast<double>(a.size()) / squares);
}

}  // namespace zoetrope::test
