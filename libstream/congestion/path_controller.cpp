// SPDX-License-Identifier: MIT
#include "libstream/congestion/path_controller.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::congestion {

namespace {

using namespace std::chrono_literals;

// After a step down its effect has to be seen before the next step.
constexpr Duration kHold = 200ms;
constexpr Duration kLossWindow = 500ms;
constexpr double kDeviations = 4;
// Who sends less than this share of what he may says nothing about the rest.
constexpr double kUsed = 0.7;
constexpr double kUsedAtStart = 0.4;
constexpr int kUnusedReports = 6;
// Even when more than that comes through.
constexpr double kLeastStep = 0.95;

}  // namespace

void PathController::Window::add(Duration at, std::size_t bytes) {
  // Packets that overtook others count where the newest is.
  if (!entries_.empty()) at = std::max(at, entries_.back().at);
  entries_.push_back({at, bytes});
  bytes_ += bytes;
  while (entries_.front().at + kLength <= at) {
    bytes_ -= entries_.front().bytes;
    entries_.pop_front();
  }
}

// The first packet's bytes came before the time between first and last began.
double PathController::Window::bps() const {
  if (entries_.size() < 2) return 0;
  const Duration time = std::max(kShortest, entries_.back().at - entries_.front().at);
  return static_cast<double>(bytes_ - entries_.front().bytes) * 8 / toSeconds(time);
}

PathController::PathController(Limits limits) : limits_(limits), rate_(std::min(limits.startBps, limits.maxBps)) {}

void PathController::setRate(double bps) { rate_ = std::clamp(bps, limits_.minBps, limits_.maxBps); }

void PathController::restart(TimePoint now) {
  setRate(std::min(rate_, limits_.startBps));
  starting_ = true;
  unusedReports_ = 0;
  delays_.clear();
  arrived_.clear();
  sent_.clear();
  losses_.clear();
  growth_.restart(now);
  holdUntil_ = now;
  silentSince_ = now;
  lastFeedback_.reset();
  queueing_.fill(Duration::zero());
}

void PathController::onFeedback(std::span<const PacketFate> fates, TimePoint now) {
  lastFeedback_ = silentSince_ = now;
  const auto queueing = take(fates, now);
  if (!queueing) return;
  std::rotate(queueing_.begin(), queueing_.begin() + 1, queueing_.end());
  queueing_.back() = *queueing;
  if (starting_) start();
  if (!starting_) steer(now);
}

Duration PathController::leastQueueing() const { return *std::min_element(queueing_.begin(), queueing_.end()); }

std::optional<Duration> PathController::take(std::span<const PacketFate> fates, TimePoint now) {
  std::optional<Duration> least;
  LossSample sample{now, fates.size(), 0};
  for (const PacketFate& fate : fates) {
    if (fate.lost) ++sample.lost;
    sent_.add(fate.sent.time_since_epoch(), fate.bytes);
    if (!fate.arrival) continue;
    arrived_.add(*fate.arrival, fate.bytes);
    const Duration oneWay = *fate.arrival - fate.sent.time_since_epoch();
    least = least ? std::min(*least, oneWay) : oneWay;
  }
  if (sample.packets > 0) losses_.push_back(sample);
  while (!losses_.empty() && losses_.front().at + kLossWindow < now) losses_.pop_front();
  if (!least) return std::nullopt;
  return delays_.add(*least, now);
}

PathController::LossSample PathController::recentLoss() const {
  LossSample sum;
  for (const LossSample& sample : losses_) {
    sum.packets += sample.packets;
    sum.lost += sample.lost;
  }
  return sum;
}

double PathController::loss() const {
  const LossSample sum = recentLoss();
  return sum.packets == 0 ? 0 : static_cast<double>(sum.lost) / static_cast<double>(sum.packets);
}

bool PathController::losesHeavily() const {
  const LossSample sum = recentLoss();
  const auto packets = static_cast<double>(sum.packets);
  const double deviation = std::sqrt(packets * kHeavyLoss * (1 - kHeavyLoss));
  return static_cast<double>(sum.lost) > packets * kHeavyLoss + kDeviations * deviation;
}

// Doubles, until what is sent does not need more; the first sign of the path's end is left to steer(), which goes back.
void PathController::start() {
  const Duration before = queueing_[kReportsOfQueue - 2];
  const bool rises = queueing() > kQueueTarget || std::min(queueing(), before) > kQueueOfStart;
  if (rises || losesHeavily()) {
    starting_ = false;
    queueing_.fill(std::max(queueing(), kQueueTarget + 1ns));
    return;
  }
  const bool used = sent_.bps() >= kUsedAtStart * rate_;
  unusedReports_ = used ? 0 : unusedReports_ + 1;
  if (used) setRate(2 * rate_);
  if (unusedReports_ >= kUnusedReports || rate_ >= limits_.maxBps) starting_ = false;
}

void PathController::steer(TimePoint now) {
  const bool tooMuch = leastQueueing() > kQueueTarget || queueing() > kQueueFar;
  if (now < holdUntil_) return growth_.skip(now);
  if (tooMuch) return backOff(queueing() > kQueueFull ? kFarBackOff : kBackOff, now);
  if (losesHeavily()) {
    setRate(rate_ * (1 - loss() / 2));
    losses_.clear();
    growth_.restart(now);
    holdUntil_ = now + kLossWindow;
    return;
  }
  if (sent_.bps() < kUsed * rate_) return growth_.skip(now);
  const double room = std::clamp(1 - toSeconds(queueing()) / toSeconds(kQueueTarget), 0.0, 1.0);
  setRate(rate_ + room * growth_.step(now, rate_));
}

void PathController::backOff(double share, TimePoint now) {
  const double through = arrived_.bps();
  setRate(std::min(rate_ * kLeastStep, through * share));
  growth_.restart(now);
  holdUntil_ = now + kHold;
}

void PathController::onTick(TimePoint now) {
  if (now < silentSince_ + kSilence) return;
  silentSince_ = now;
  starting_ = false;
  setRate(rate_ / 2);
  growth_.restart(now);
}

}  // namespace zoetrope::congestion
