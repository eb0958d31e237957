// SPDX-License-Identifier: MIT
#include "libstream/congestion/report_controller.h"

#include <algorithm>

namespace zoetrope::congestion {

void ReportController::onReport(std::uint8_t fractionLost, double sentBps, TimePoint now) {
  const double seconds = last_ ? std::clamp(toSeconds(now - *last_), 0.0, 10.0) : 0.0;
  last_ = now;
  if (sentBps <= 0) return;
  const double lost = fractionLost / 256.0;
  if (lost > kHeavyLoss) {
    rate_ = sentBps * (1 - lost) * kBackOff;
  } else if (rate_ && lost < kLightLoss) {
    *rate_ *= 1 + kGrowthPerSecond * seconds;
    if (*rate_ > kFree * sentBps) rate_.reset();
  }
}

}  // namespace zoetrope::congestion
