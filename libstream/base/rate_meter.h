// SPDX-License-Identifier: MIT
// How much came per second over a sliding window: bit rates, frame rates.
// Thread: one at a time.
// Limits: the window is cut into kSlots slots; the figure is exact to one slot.
#pragma once

#include "libstream/base/time.h"

#include <array>
#include <cstdint>

namespace zoetrope {

class RateMeter {
 public:
  explicit RateMeter(Duration window = std::chrono::seconds(1));

  void add(std::uint64_t amount, TimePoint now);
  // Amount per second over the window that ends now; before a whole window has passed, over the time since the first
  // add.
  double perSecond(TimePoint now) const;
  void reset();

 private:
  static constexpr int kSlots = 20;

  std::int64_t slotOf(TimePoint now) const { return now.time_since_epoch().count() / slot_.count(); }

  Duration slot_;
  std::array<std::uint64_t, kSlots> amounts_{};
  std::array<std::int64_t, kSlots> slots_{};
  TimePoint first_{};
  bool started_ = false;
};

}  // namespace zoetrope
