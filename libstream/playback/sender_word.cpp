// SPDX-License-Identifier: MIT
#include "libstream/playback/sender_word.h"

#include <algorithm>

namespace zoetrope::playback {

namespace {

constexpr double kBitsPerKilobit = 1000;
constexpr double kPermillePerPercent = 10;

}  // namespace

void SenderWord::restart(std::uint64_t leftOutByTimes) {
  leftOutBefore_ = leftOut(leftOutByTimes);
  byTimesBefore_ = leftOutByTimes;
  leftOutSaid_ = 0;
  last_.reset();
}

void SenderWord::take(const rtcp::SenderState& state) {
  last_ = state;
  leftOutSaid_ = std::max<std::uint64_t>(leftOutSaid_, state.framesSkipped);
}

std::uint64_t SenderWord::leftOut(std::uint64_t byTimes) const {
  return leftOutBefore_ + (last_ ? leftOutSaid_ : byTimes - std::min(byTimes, byTimesBefore_));
}

void SenderWord::report(Counters& counters) const {
  counters.framesSkippedBySender = leftOut(counters.framesSkippedBySender);
  if (!last_) return;
  counters.renditionRung = last_->rung;
  counters.renditionRungs = last_->rungs;
  counters.renditionSharePercent = last_->sharePermille / kPermillePerPercent;
  counters.renditionHalfSize = last_->halfSize ? 1 : 0;
  counters.limitedByNetwork = last_->limited ? 1 : 0;
  counters.allowedRateBps = last_->allowedKbps * kBitsPerKilobit;
}

}  // namespace zoetrope::playback
