// SPDX-License-Identifier: MIT
#include "rtsp_client/status_lines.h"

#include "libstream/base/text.h"

#include <algorithm>

namespace zoetrope::client {

control::StateLine stateLine(const Target& target, const EngineStatus& status) {
  const char* dialect = target.dialect == Dialect::Standard ? "standard" : "course";
  return {toLower(name(status.state)), status.way, target.video, dialect, status.overTcp ? "TCP" : "UDP"};
}

control::PlayerStats playerStats(const EngineStatus& status, const playback::Counters& counters) {
  const auto known = [](double seconds) { return seconds >= 0 ? std::optional(seconds) : std::nullopt; };
  control::PlayerStats stats;
  stats.cacheFrames = static_cast<std::uint64_t>(std::max(0, status.cache.held));
  stats.cacheTarget = static_cast<std::uint64_t>(std::max(0, status.cache.target));
  stats.cache = name(status.cache.doing);
  stats.framesShown = counters.framesShown;
  stats.frameRate = status.framesPerSecond;
  stats.rateBps = status.bitrateBps;
  stats.loss = std::clamp(counters.lossPercent / 100, 0.0, 1.0);
  stats.position = known(status.position);
  stats.duration = known(status.duration);
  return stats;
}

StatusLines::StatusLines(bool enabled, const Target& target) : target_(target) {
  if (!enabled) return;
  console_.emplace();
  writer_ = console_->writer();
}

void StatusLines::starting() {
  const std::lock_guard lock(mutex_);
  control::StateLine line = stateLine(target_, {});
  line.state = "starting";
  line.transport.clear();
  say(line);
}

void StatusLines::update(const EngineStatus& status, const playback::Counters& counters, TimePoint now) {
  if (!writer_) return;
  const std::lock_guard lock(mutex_);
  const control::StateLine state = stateLine(target_, status);
  if (state != lastState_) say(state);
  lastState_ = state;
  if (status.message && status.message->id != lastMessage_) {
    lastMessage_ = status.message->id;
    if (status.message->kind != Message::Kind::Info)
      say(control::ErrorLine{status.message->text, status.message->details});
  }
  if (status.state == UserState::Init || (statsAt_ && now - *statsAt_ < kStatsInterval)) return;
  statsAt_ = now;
  say(control::StatsLine{.player = playerStats(status, counters)}, kMaxPendingStats);
}

void StatusLines::stopping(const std::string& reason, control::ExitCode code) {
  {
    const std::lock_guard lock(mutex_);
    say(control::Stopping{reason, static_cast<int>(code)});
  }
  if (console_) console_->finish(kLastWords);
}

void StatusLines::say(const control::StatusLine& line, int mostPending) {
  if (!writer_ || pending_ >= mostPending) return;
  ++pending_;
  writer_(net::Console::Channel::Status, control::writeStatusLine(line), [this] { --pending_; });
}

}  // namespace zoetrope::client
