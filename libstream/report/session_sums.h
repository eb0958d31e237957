// SPDX-License-Identifier: MIT
// What sentences need and no counter says by itself: sums, shares, averages and what was typical.
// Thread: pure functions.
#pragma once

#include "libstream/report/session_report.h"

#include <cstdint>

namespace zoetrope::report {

struct SessionSums {
  // Packets: expected by their numbers, not come at first, never come.
  std::uint64_t expected = 0;
  std::uint64_t missed = 0;
  std::uint64_t lost = 0;
  // All that are known of, whole, incomplete or lost.
  std::uint64_t frames = 0;
  // All came whole and none after its turn.
  bool noFrameLost = false;
  // On the wire, while anything came: on average, and in the busiest sample.
  double wireBps = 0;
  double mostWireBps = 0;
};

SessionSums sumsOf(const SessionReport& report);

// 0 of nothing.
double percentOf(std::uint64_t part, std::uint64_t whole);
// The median of a measure while it was known (above 0), or its last value where no sample says it.
double typical(const SessionReport& report, double playback::Counters::*measure);

}  // namespace zoetrope::report
