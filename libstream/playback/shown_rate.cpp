// SPDX-License-Identifier: MIT
#include "libstream/playback/shown_rate.h"

#include <algorithm>

namespace zoetrope::playback {

namespace {

// Of pictures' time: for so long nothing is missing.
constexpr int kPatience = 2;

}  // namespace

// Two stay, however far apart: what a slow movie's rate is told from.
void ShownRate::onShown(TimePoint now) {
  times_.push_back(now);
  while (times_.size() > 2 && (times_.front() + kWindow < now || times_.size() > kMostTimes)) times_.pop_front();
}

double ShownRate::perSecond(TimePoint now) const {
  if (times_.size() < 2) return 0;
  const auto gaps = static_cast<std::int64_t>(times_.size() - 1);
  const Duration spanned = times_.back() - times_.front();
  const Duration silent = now - times_.back();
  const Duration patience = kPatience * (spanned / gaps);
  if (silent > std::max(patience, kWindow)) return 0;
  const Duration over = silent > patience ? now - times_.front() : spanned;
  return over > Duration::zero() ? static_cast<double>(gaps) / toSeconds(over) : 0;
}

}  // namespace zoetrope::playback
