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

// What the server said of its sending, while anything came. All 0 where it says nothing.
struct SenderSums {
  // How long it was so.
  double seconds = 0;
  double reducedSeconds = 0;
  double halfSizeSeconds = 0;
  // Of these, past the time that a server takes to find out what the network takes.
  double reducedLater = 0;
  // On average.
  double allowedBps = 0;
  double leastPercent = 0;
  double mostPercent = 0;
};
SenderSums senderSumsOf(const SessionReport& report);

// 0 of nothing.
double percentOf(std::uint64_t part, std::uint64_t whole);
// The median of a measure while it was known (above 0), or its last value where no sample says it.
double typical(const SessionReport& report, double playback::Counters::*measure);

}  // namespace zoetrope::report
