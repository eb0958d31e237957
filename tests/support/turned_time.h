// SPDX-License-Identifier: MIT
// Time that a test turns: a clock and a scheduler in one, and randomness that is known.
#pragma once

#include "libstream/base/random.h"
#include "libstream/net/scheduler.h"

#include <functional>
#include <map>
#include <utility>

namespace zoetrope::test {

class TurnedTime final : public net::Scheduler, public Clock {
 public:
  TimePoint now() const override { return now_; }
  WallTime wallNow() const override { return WallTime(std::chrono::seconds(1'700'000'000)) + (now_ - kStart); }
  net::TimerId at(TimePoint when, std::function<void()> what) override {
    timers_.emplace(std::make_pair(when, ++lastId_), std::move(what));
    return lastId_;
  }
  void cancel(net::TimerId id) override {
    std::erase_if(timers_, [id](const auto& timer) { return timer.first.second == id; });
  }

  // Fires what is due on the way, each at its own time.
  void turn(Duration by) {
    const TimePoint end = now_ + by;
    while (!timers_.empty() && timers_.begin()->first.first <= end) {
      now_ = std::max(now_, timers_.begin()->first.first);
      const auto call = std::move(timers_.begin()->second);
      timers_.erase(timers_.begin());
      call();
    }
    now_ = end;
  }
  std::size_t pending() const { return timers_.size(); }

 private:
  static constexpr TimePoint kStart{std::chrono::seconds(1000)};

  TimePoint now_ = kStart;
  net::TimerId lastId_ = 0;
  std::map<std::pair<TimePoint, net::TimerId>, std::function<void()>> timers_;
};

class CountingRandom final : public Random {
 public:
  std::uint32_t next32() override { return value_ += 0x01000193U; }

 private:
  std::uint32_t value_ = 7;
};

}  // namespace zoetrope::test
