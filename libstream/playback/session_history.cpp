// SPDX-License-Identifier: MIT
#include "libstream/playback/session_history.h"

namespace zoetrope::playback {

void SessionHistory::update(TimePoint now, const Counters& counters) {
  if (!begin_) {
    begin_ = now;
    add(0, counters);
    return;
  }
  const double seconds = toSeconds(now - *begin_);
  if (seconds < samples_.back().seconds + step_) return;
  add(seconds, counters);
}

void SessionHistory::finish(TimePoint now, const Counters& counters) {
  if (!begin_) begin_ = now;
  const double seconds = toSeconds(now - *begin_);
  if (samples_.empty() || seconds > samples_.back().seconds) return add(seconds, counters);
  samples_.back().counters = counters;
}

void SessionHistory::add(double seconds, const Counters& counters) {
  samples_.push_back({seconds, counters});
  if (samples_.size() > kMaxSamples) thin();
}

// The first stays, so that what was before it is not lost from the sums.
void SessionHistory::thin() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < samples_.size(); i += 2) samples_[kept++] = samples_[i];
  samples_.resize(kept);
  step_ *= 2;
}

double rateBetween(const CounterField& field, const HistorySample& before, const HistorySample& after) {
  if (field.kind == CounterKind::Measure) return counterValue(field, after.counters);
  const double seconds = after.seconds - before.seconds;
  if (seconds <= 0) return 0;
  return (counterValue(field, after.counters) - counterValue(field, before.counters)) / seconds;
}

}  // namespace zoetrope::playback
