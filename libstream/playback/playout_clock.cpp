// SPDX-License-Identifier: MIT
#include "libstream/playback/playout_clock.h"

#include "libstream/base/serial.h"
#include "libstream/rtp/packet.h"

#include <algorithm>
#include <vector>

namespace zoetrope::playback {

namespace {

constexpr Duration kRateWindow = std::chrono::seconds(3);
constexpr Duration kLongestInterval = std::chrono::seconds(1);
constexpr Duration kShortestMeasure = std::chrono::milliseconds(300);
constexpr std::size_t kFewestArrivals = 8;
constexpr double kLowestRate = 1;
constexpr double kHighestRate = 240;

// A step longer than this is no pause in the movie but another time line.
constexpr std::int32_t kLongestStepTicks = 2 * rtp::kVideoClockRate;
constexpr std::int64_t kMostFramesAStep = 40;
constexpr std::size_t kStepsRemembered = 15;
// By how much steps are stretched at most: little where the sender's clock is known, more where it is measured.
constexpr double kMostStretchTimestamps = 0.01;
constexpr double kMostStretchRate = 0.05;
// A third too much or too little is answered with all that.
constexpr double kStretchGain = 3;
// The share of a new frame in the smoothed spare time.
constexpr int kSpareSmoothing = 8;
// A frame this far away is of another time line.
constexpr std::int32_t kFarTicks = 60 * rtp::kVideoClockRate;

}  // namespace

void ArrivalRate::onFrame(std::int64_t number, TimePoint arrival) {
  if (!arrivals_.empty()) {
    const Arrival& last = arrivals_.back();
    if (number <= last.number || arrival < last.at || arrival - last.at > kLongestInterval) interrupt();
  }
  arrivals_.push_back({number, arrival});
  while (arrivals_.back().at - arrivals_.front().at > kRateWindow) arrivals_.pop_front();
  const Duration span = arrivals_.back().at - arrivals_.front().at;
  if (arrivals_.size() < kFewestArrivals || span < kShortestMeasure) return;
  const auto frames = static_cast<double>(arrivals_.back().number - arrivals_.front().number);
  rate_ = std::clamp(frames / toSeconds(span), kLowestRate, kHighestRate);
}

void ArrivalRate::interrupt() { arrivals_.clear(); }

PlayoutClock::PlayoutClock(Pace pace, double startRate) : pace_(pace), arrivals_(startRate) {}

void PlayoutClock::onArrival(const AssembledFrame& frame) {
  arrivals_.onFrame(frame.number, frame.lastArrival);
  if (lastArrived_) {
    const std::int32_t step = serialDistance(*lastArrived_, frame.rtpTimestamp);
    if (step > 0 && step <= kLongestStepTicks) timestampSteps_.push_back(step);
    if (timestampSteps_.size() > kStepsRemembered) timestampSteps_.pop_front();
  }
  lastArrived_ = frame.rtpTimestamp;
}

void PlayoutClock::restart(TimePoint now) {
  start_ = now;
  last_.reset();
  spare_.reset();
}

TimePoint PlayoutClock::dueOf(const AssembledFrame& frame) const {
  if (last_) return last_->due + stepTo(frame);
  return start_.value_or(TimePoint{});
}

bool PlayoutClock::isLate(const AssembledFrame& frame, TimePoint now) const {
  return last_ && !last_->broken && dueOf(frame) < now;
}

std::optional<TimePoint> PlayoutClock::turnOf(std::uint32_t rtpTimestamp) const {
  if (pace_ != Pace::Timestamps || !last_ || last_->broken) return std::nullopt;
  const std::int32_t ticks = serialDistance(last_->rtpTimestamp, rtpTimestamp);
  if (ticks > kFarTicks || ticks < -kFarTicks) return std::nullopt;
  return last_->due + fromSeconds(static_cast<double>(ticks) / rtp::kVideoClockRate * stretch_);
}

void PlayoutClock::onShown(const AssembledFrame& frame) {
  last_ = Shown{frame.rtpTimestamp, frame.number, dueOf(frame), false};
  start_.reset();
}

void PlayoutClock::onSpare(Duration spare, Duration target) {
  if (target <= Duration::zero()) {
    stretch_ = 1;
    return;
  }
  spare_ = spare_ ? *spare_ + (spare - *spare_) / kSpareSmoothing : spare;
  const double most = pace_ == Pace::Timestamps ? kMostStretchTimestamps : kMostStretchRate;
  const double over = toSeconds(*spare_ - target) / toSeconds(target);
  stretch_ = 1 - std::clamp(over * kStretchGain, -1.0, 1.0) * most;
}

void PlayoutClock::onDiscontinuity() {
  lastArrived_.reset();
  if (last_) last_->broken = true;
}

void PlayoutClock::forget() {
  arrivals_.interrupt();
  lastArrived_.reset();
  last_.reset();
  start_.reset();
}

std::optional<TimePoint> PlayoutClock::nextExpected() const {
  if (!last_) return std::nullopt;
  return last_->due + nominalStep() * 3 / 2;
}

Duration PlayoutClock::stepTo(const AssembledFrame& frame) const {
  double seconds = toSeconds(nominalStep());
  if (!last_->broken && pace_ == Pace::Timestamps) {
    const std::int32_t ticks = serialDistance(last_->rtpTimestamp, frame.rtpTimestamp);
    if (ticks > 0 && ticks <= kLongestStepTicks) seconds = static_cast<double>(ticks) / rtp::kVideoClockRate;
  } else if (!last_->broken) {
    const std::int64_t frames = frame.number - last_->number;
    if (frames > 0 && frames <= kMostFramesAStep) seconds *= static_cast<double>(frames);
  }
  return fromSeconds(seconds * stretch_);
}

Duration PlayoutClock::nominalStep() const { return fromSeconds(1 / framesPerSecond()); }

double PlayoutClock::framesPerSecond() const {
  if (pace_ == Pace::ArrivalRate || timestampSteps_.empty()) return arrivals_.framesPerSecond();
  std::vector<std::int32_t> steps(timestampSteps_.begin(), timestampSteps_.end());
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return std::min(static_cast<double>(rtp::kVideoClockRate) / *middle, kHighestRate);
}

}  // namespace zoetrope::playback
