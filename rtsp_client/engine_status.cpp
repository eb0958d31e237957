// SPDX-License-Identifier: MIT
// What the engine shows of itself to other threads.
#include "rtsp_client/engine_core.h"

#include <algorithm>

namespace zoetrope::client {
namespace {

constexpr Duration kPublishInterval = std::chrono::milliseconds(100);

std::string wayOf(const Target& target, bool tcp) {
  const bool standard = target.dialect == Dialect::Standard;
  return std::string(standard ? "standard" : "course") + " dialect over " + (tcp ? "TCP" : "UDP");
}

}  // namespace

EngineStatus EngineCore::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

playback::Counters EngineCore::counters() const {
  const std::lock_guard lock(mutex_);
  return counters_;
}

std::vector<playback::HistorySample> EngineCore::history(std::size_t last) const {
  const std::lock_guard lock(mutex_);
  const auto samples = history_.samples();
  const auto newest = samples.last(std::min(last, samples.size()));
  return {newest.begin(), newest.end()};
}

EngineStatus EngineCore::makeStatus() const {
  EngineStatus status;
  status.state = logic_.state();
  status.canSetup = logic_.canSetup();
  status.canPlay = logic_.canPlay();
  status.canPause = logic_.canPause();
  status.canTeardown = logic_.canTeardown();
  status.canSeek = logic_.canSeek();
  status.requestOutstanding = logic_.outstanding() != nullptr;
  status.connected = logic_.connected();
  const Ask* outstanding = logic_.outstanding();
  const bool filling =
      logic_.state() == UserState::Ready && (logic_.wire() == Wire::Filling || (outstanding && outstanding->preBuffer));
  status.cache = stage_.cacheStatus(filling);
  status.framesPerSecond = stage_.shownPerSecond();
  status.bitrateBps = media_.stream().bitrateBps(loop_.now());
  status.position = logic_.state() == UserState::Init ? -1 : stage_.position();
  status.duration = logic_.state() == UserState::Init ? -1 : logic_.movie().length();
  status.overTcp = logic_.overTcp();
  status.way = wayOf(options_.target, logic_.overTcp());
  status.recovers = media_.stream().recovers();
  status.sessionInfo = logic_.movie().info;
  status.message = message_;
  return status;
}

playback::Counters EngineCore::makeCounters() const {
  playback::Counters counters;
  media_.report(counters);
  stage_.report(counters);
  const Duration roundTrip = media_.stream().roundTrip().value_or(shortestRoundTrip_.value_or(roundTrip_));
  counters.roundTripMs = toSeconds(roundTrip) * 1000;
  if (counters.delayMs > 0) counters.delayMs += counters.roundTripMs / 2;
  counters.frameRate = stage_.movieRate();
  return counters;
}

void EngineCore::publish() {
  EngineStatus status = makeStatus();
  const playback::Counters counters = makeCounters();
  status.lossPercent = counters.lossPercent;
  {
    const std::lock_guard lock(mutex_);
    status_ = std::move(status);
    counters_ = counters;
    history_.update(loop_.now(), counters);
  }
  listener_.onStatusChanged();
  publishTimer_.setAfter(kPublishInterval, [this] {
    publish();
    watchLoss();
  });
}

void EngineCore::watchLoss() {
  if (logic_.state() != UserState::Playing) return;
  const bool canUseTcp = options_.target.dialect == Dialect::Standard && !logic_.overTcp();
  auto message = lossWatch_.check(makeCounters(), canUseTcp, loop_.now());
  if (!message) return;
  logic_.warn(std::move(*message), loop_.now());
  settle();
}

void EngineCore::publishIfChanged() {
  const Shape shape{logic_.state(), logic_.wire(), logic_.outstanding() != nullptr, message_ ? message_->id : 0};
  if (shape == lastShape_) return;
  lastShape_ = shape;
  publish();
}

}  // namespace zoetrope::client
