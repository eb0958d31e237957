// SPDX-License-Identifier: MIT
#include "launcher/restart_policy.h"

#include <algorithm>

namespace zoetrope::launcher {
namespace {

Duration withJitter(Duration delay, Random& random) {
  const double zeroToOne = random.next32() / 4294967295.0;
  return fromSeconds(toSeconds(delay) * (1 + RestartPolicy::kJitter * (2 * zeroToOne - 1)));
}

}  // namespace

std::optional<Duration> RestartPolicy::onCrash(TimePoint now, Duration ran, Random& random) {
  if (ran >= kRanWell) reset();
  ++inARow_;
  crashes_.push_back(now);
  while (now - crashes_.front() > kCrashesWithin) crashes_.pop_front();
  if (crashes_.size() >= kMostCrashes) return std::nullopt;
  Duration delay = kFirstDelay;
  for (int i = 1; i < inARow_ && delay < kLongestDelay; ++i) delay *= 2;
  return std::min(withJitter(std::min(delay, kLongestDelay), random), kLongestDelay);
}

void RestartPolicy::reset() {
  crashes_.clear();
  inARow_ = 0;
}

}  // namespace zoetrope::launcher
