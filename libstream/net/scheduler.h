// SPDX-License-Identifier: MIT
// "Call me at that time": what everything with time-outs needs of the world. The loop is one, a test's turned clock
// another.
// Thread: the one that owns the scheduler.
#pragma once

#include "libstream/base/time.h"

#include <cstdint>
#include <functional>
#include <utility>

namespace zoetrope::net {

using TimerId = std::uint64_t;

class Scheduler {
 public:
  virtual ~Scheduler() = default;
  virtual TimePoint now() const = 0;
  // A time from `when` on that suits the scheduler: who can wait until then is called together with others, and one
  // waking serves them all.
  virtual TimePoint tick(TimePoint when) const { return when; }
  // Ids are never 0 and never used again. A time that has passed means: as soon as the caller has returned.
  virtual TimerId at(TimePoint when, std::function<void()> what) = 0;
  // Unknown and fired ids are ignored.
  virtual void cancel(TimerId id) = 0;
};

// One pending call; setting it again replaces it, destroying it cancels it.
class Timer {
 public:
  // Borrows the scheduler, which outlives the timer.
  explicit Timer(Scheduler& scheduler) : scheduler_(scheduler) {}
  ~Timer() { cancel(); }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  void set(TimePoint when, std::function<void()> what) {
    cancel();
    id_ = scheduler_.at(when, [this, call = std::move(what)]() mutable {
      id_ = 0;
      const auto last = std::move(call);  // The call may destroy this timer and with it what it was made of.
      last();
    });
  }
  void setAfter(Duration delay, std::function<void()> what) { set(scheduler_.now() + delay, std::move(what)); }
  void cancel() {
    if (id_ != 0) scheduler_.cancel(id_);
    id_ = 0;
  }
  bool pending() const { return id_ != 0; }

 private:
  Scheduler& scheduler_;
  TimerId id_ = 0;
};

}  // namespace zoetrope::net
