// SPDX-License-Identifier: MIT
#include "libstream/base/rate_meter.h"

#include <algorithm>

namespace zoetrope {

RateMeter::RateMeter(Duration window) : slot_(window / kSlots) {}

void RateMeter::add(std::uint64_t amount, TimePoint now) {
  if (!started_) {
    first_ = now;
    started_ = true;
  }
  const std::int64_t slot = slotOf(now);
  const auto index = static_cast<std::size_t>(slot % kSlots);
  if (slots_[index] != slot) {
    slots_[index] = slot;
    amounts_[index] = 0;
  }
  amounts_[index] += amount;
}

double RateMeter::perSecond(TimePoint now) const {
  if (!started_) return 0;
  const std::int64_t newest = slotOf(now);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < amounts_.size(); ++i) {
    if (slots_[i] <= newest && slots_[i] > newest - kSlots) sum += amounts_[i];
  }
  const Duration covered = std::clamp(now - first_, slot_, slot_ * kSlots);
  return static_cast<double>(sum) / toSeconds(covered);
}

void RateMeter::reset() { *this = RateMeter(slot_ * kSlots); }

}  // namespace zoetrope
