// SPDX-License-Identifier: MIT
// What rate a path can take, from receiver reports alone, for players that say no more: the share that is lost comes
// every few seconds, so this is slow. It sets no limit until much is lost.
// Spec: RFC 3550, section 6.4.1 (fraction lost since the last report).
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"

#include <cstdint>
#include <optional>

namespace zoetrope::congestion {

class ReportController {
 public:
  static constexpr double kHeavyLoss = 0.10;
  static constexpr double kLightLoss = 0.02;
  // Of what came through.
  static constexpr double kBackOff = 0.95;
  // Per second without loss; a limit that is this much above what is sent is none.
  static constexpr double kGrowthPerSecond = 0.03;
  static constexpr double kFree = 1.5;

  // `sentBps` since the last report; `fractionLost` in 1/256.
  void onReport(std::uint8_t fractionLost, double sentBps, TimePoint now);
  // Nothing: no limit.
  std::optional<double> rateBps() const { return rate_; }

 private:
  std::optional<double> rate_;
  std::optional<TimePoint> last_;
};

}  // namespace zoetrope::congestion
