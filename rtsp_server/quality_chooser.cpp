// SPDX-License-Identifier: MIT
#include "rtsp_server/quality_chooser.h"

#include <algorithm>

namespace zoetrope::server {

namespace {

using namespace std::chrono_literals;

// How much a frame's size moves what is expected of the next.
constexpr double kSizeWeight = 0.1;
constexpr double kMostSizeRatio = 4;
// Of a frame's time: this late, and the step down is due; less, and there is room for one up.
constexpr double kLateForStepDown = 0.6;
constexpr double kLateForStepUp = 0.1;
// Later than this, and the frame is left out.
constexpr double kLateForLeavingOut = 1.0;

std::size_t lastWholePicture(const Ladder& ladder) {
  std::size_t last = 0;
  while (last + 1 < ladder.size() && !ladder[last + 1].halfSize) ++last;
  return last;
}

}  // namespace

double QualityChooser::bpsOf(const Ladder& ladder, std::size_t rung) const {
  return averageBytes_ * ladder[rung].share * sizeRatio_ * fps_ * 8 * kOverhead;
}

// The best that fits, whole pictures first.
std::size_t QualityChooser::fit(const Ladder& ladder, double allowedBps) const {
  const std::size_t lastWhole = lastWholePicture(ladder);
  for (std::size_t rung = 0; rung <= lastWhole; ++rung)
    if (bpsOf(ladder, rung) <= allowedBps) return rung;
  const double leastFrames = rung_ > lastWhole ? kEnoughFrames : kLeastFrames;
  if (allowedBps >= leastFrames * bpsOf(ladder, lastWhole)) return lastWhole;
  std::size_t rung = lastWhole;
  while (rung + 1 < ladder.size()) {
    ++rung;
    if (bpsOf(ladder, rung) <= allowedBps) break;
  }
  return rung;
}

QualityChooser::Choice QualityChooser::choose(const Ladder& ladder, std::optional<double> allowedBps, Duration late,
                                              TimePoint now) {
  rung_ = std::min(rung_, ladder.size() - 1);
  if (allowedBps) {
    step(ladder, *allowedBps, late, now);
    limited_ = rung_ > 0 || *allowedBps < bpsOf(ladder, 0);
  } else {
    if (rung_ > 0 && now >= changed_ + kBetweenStepsUp) {
      --rung_;
      changed_ = now;
    }
    limited_ = rung_ > 0;
  }
  return {rung_, limited_ && toSeconds(late) > kLateForLeavingOut * toSeconds(interval())};
}

void QualityChooser::step(const Ladder& ladder, double allowedBps, Duration late, TimePoint now) {
  const std::size_t target = fit(ladder, allowedBps);
  const Duration since = now - changed_;
  const double lateness = toSeconds(late) / toSeconds(interval());
  std::size_t next = rung_;
  if (target > rung_ + 1) {
    next = target;
  } else if (target == rung_ + 1) {
    if (lateness > kLateForStepDown && since >= kBetweenStepsDown) next = target;
  } else if (rung_ > 0 && since >= kBetweenStepsUp && lateness < kLateForStepUp) {
    const bool fits = target < rung_;
    const bool wholeAgain = ladder[rung_].halfSize && !ladder[rung_ - 1].halfSize;
    if (fits || (!wholeAgain && bpsOf(ladder, rung_ - 1) <= kMayExceed * allowedBps)) next = rung_ - 1;
  }
  if (next == rung_) return;
  rung_ = next;
  changed_ = now;
}

void QualityChooser::onFrame(const Ladder& ladder, std::size_t rung, std::size_t bytes) {
  if (rung >= ladder.size()) return;
  const double ratio = static_cast<double>(bytes) / (averageBytes_ * ladder[rung].share);
  sizeRatio_ += kSizeWeight * (std::clamp(ratio, 1 / kMostSizeRatio, kMostSizeRatio) - sizeRatio_);
}

}  // namespace zoetrope::server
