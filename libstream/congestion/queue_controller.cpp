// SPDX-License-Identifier: MIT
#include "libstream/congestion/queue_controller.h"

#include <algorithm>

namespace zoetrope::congestion {

namespace {

using namespace std::chrono_literals;

// What is shorter than this gives no rate.
constexpr Duration kShortest = 100ms;
constexpr Duration kHold = 400ms;
// Nothing at all is taken: as long as can be said.
constexpr Duration kStuck = 10s;
constexpr double kUsed = 0.7;
// A limit that is this much above what is sent is none.
constexpr double kFree = 1.5;

}  // namespace

void QueueController::onTick(std::uint64_t givenBytes, std::size_t waitingBytes, TimePoint now) {
  samples_.push_back({now, givenBytes, givenBytes - std::min<std::uint64_t>(givenBytes, waitingBytes)});
  while (samples_.size() > 2 && samples_[1].at + kWindow <= now) samples_.pop_front();
  const Duration time = now - samples_.front().at;
  if (time < kShortest) return;
  const double takenBps = static_cast<double>(samples_.back().taken - samples_.front().taken) * 8 / toSeconds(time);
  const double givenBps = static_cast<double>(samples_.back().given - samples_.front().given) * 8 / toSeconds(time);
  age_ =
      waitingBytes == 0
          ? Duration::zero()
          : fromSeconds(std::min(toSeconds(kStuck), static_cast<double>(waitingBytes) * 8 / std::max(takenBps, 1.0)));
  if (now < holdUntil_) return growth_.skip(now);
  if (age_ > kTooOld) {
    const double before = rate_.value_or(givenBps);
    rate_ = std::max(kMinBps, std::min(before * kLeastStep, takenBps * kBackOff));
    growth_.restart(now);
    holdUntil_ = now + kHold;
  } else if (rate_) {
    if (age_ > kYoung || givenBps < kUsed * *rate_) {
      growth_.skip(now);
      if (age_ <= kYoung && givenBps > 0 && *rate_ > kFree * givenBps) rate_.reset();
    } else {
      *rate_ += growth_.step(now, *rate_);
    }
  }
}

void QueueController::restart() {
  samples_.clear();
  age_ = Duration::zero();
}

}  // namespace zoetrope::congestion
