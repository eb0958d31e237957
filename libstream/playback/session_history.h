// SPDX-License-Identifier: MIT
// A session second by second: the counters as they stood at the end of each, for charts and reports. A session longer
// than kMaxSamples seconds is kept more coarsely: every second sample goes.
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"
#include "libstream/playback/counters.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace zoetrope::playback {

struct HistorySample {
  double seconds = 0;  // since the first call of update()
  Counters counters;   // since the session's start: differences are what happened between two samples
};

class SessionHistory {
 public:
  static constexpr std::size_t kMaxSamples = 3600;

  // Often enough: takes a sample when a step is over.
  void update(TimePoint now, const Counters& counters);
  // The end: what has happened since the last sample is one more, however short.
  void finish(TimePoint now, const Counters& counters);

  std::span<const HistorySample> samples() const { return samples_; }
  // Seconds from one sample to the next; doubles when the session gets long.
  double step() const { return step_; }

 private:
  void add(double seconds, const Counters& counters);
  void thin();

  // State.
  std::vector<HistorySample> samples_;
  std::optional<TimePoint> begin_;
  double step_ = 1;
};

// What a count grew by a second between two samples, or what a measure was at the later one.
double rateBetween(const CounterField& field, const HistorySample& before, const HistorySample& after);

}  // namespace zoetrope::playback
