// SPDX-License-Identifier: MIT
// What rate a connection can take, from how long its bytes wait before the kernel takes them: TCP has its own control
// of the path, and what it does not take shows as a queue here. It sets no limit until that queue grows old. Thread:
// one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"
#include "libstream/congestion/rate_growth.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace zoetrope::congestion {

class QueueController {
 public:
  // Bytes that will wait longer than this are too many.
  static constexpr Duration kTooOld = std::chrono::milliseconds(120);
  static constexpr Duration kYoung = std::chrono::milliseconds(40);
  static constexpr double kBackOff = 0.85;
  static constexpr double kLeastStep = 0.95;
  static constexpr double kMinBps = 200e3;

  // From time to time while there is something to send: what was given in all, and what of it still waits.
  void onTick(std::uint64_t givenBytes, std::size_t waitingBytes, TimePoint now);
  void restart();
  // Nothing: no limit.
  std::optional<double> rateBps() const { return rate_; }
  // How long what waits now will wait.
  Duration age() const { return age_; }

 private:
  struct Sample {
    TimePoint at;
    std::uint64_t given;
    std::uint64_t taken;
  };
  static constexpr Duration kWindow = std::chrono::milliseconds(500);

  std::deque<Sample> samples_;
  std::optional<double> rate_;
  RateGrowth growth_;
  Duration age_{};
  TimePoint holdUntil_{};
};

}  // namespace zoetrope::congestion
