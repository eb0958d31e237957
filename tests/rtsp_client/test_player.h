// SPDX-License-Identifier: MIT
// The engine with a face that only remembers, and waits for what should come.
#pragma once

#include "libstream/control/exit_codes.h"
#include "libstream/playback/counters.h"
#include "rtsp_client/engine.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::client::test {

class TestPlayer final : private FrameSink, private EngineListener {
 public:
  explicit TestPlayer(const EngineOptions& options) {
    FrameSink& sink = *this;
    EngineListener& listener = *this;
    engine_.emplace(options, sink, listener);
    engine_->start();
  }

  static EngineOptions options(Dialect dialect, std::uint16_t port, int cacheFrames,
                               Transport transport = Transport::Auto) {
    EngineOptions options;
    options.target.dialect = dialect;
    options.target.host = "127.0.0.1";
    options.target.port = port;
    options.target.video = "movie.Mjpeg";
    options.target.uri = "rtsp://127.0.0.1:" + std::to_string(port) + "/movie.Mjpeg";
    options.cacheFrames = cacheFrames;
    options.transport = transport;
    return options;
  }

  // False when it did not become so in time.
  bool wait(const std::function<bool(const EngineStatus&)>& condition,
            std::chrono::seconds limit = std::chrono::seconds(20)) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, limit, [&] { return condition(engine_->status()); });
  }
  bool waitFor(UserState state) {
    return wait([state](const EngineStatus& status) { return status.state == state; });
  }
  bool waitFull() {
    return wait([](const EngineStatus& status) {
      return status.state == UserState::Ready && status.cache.doing == CacheStatus::Doing::Full &&
             !status.requestOutstanding;
    });
  }
  bool waitShown(std::size_t count) {
    return wait([this, count](const EngineStatus&) { return shown_.size() >= count; });
  }
  std::optional<control::ExitCode> waitEnd() {
    wait([this](const EngineStatus&) { return end_.has_value(); });
    const std::lock_guard lock(mutex_);
    return end_;
  }
  // SETUP, PLAY when the cache is full, to the end.
  std::optional<control::ExitCode> playThrough(bool waitsForCache) {
    engine_->setup();
    using Doing = CacheStatus::Doing;
    wait([this, waitsForCache](const EngineStatus& status) {
      const bool ready = status.state == UserState::Ready && !status.requestOutstanding;
      return end_ || (ready && (!waitsForCache || status.cache.doing == Doing::Full));
    });
    engine_->play();
    return waitEnd();
  }
  void finish() {
    engine_->stop();
    engine_->join();
  }

  Engine& engine() { return *engine_; }
  std::vector<std::int64_t> shown() const {
    const std::lock_guard lock(mutex_);
    return shown_;
  }
  // The movie's frames from 0 on, each once.
  bool shownInOrder(std::int64_t first, std::int64_t count) const {
    std::vector<std::int64_t> expected;
    for (std::int64_t i = 0; i < count; ++i) expected.push_back(first + i);
    return shown() == expected;
  }
  std::string message() const {
    const auto status = engine_->status();
    return status.message ? status.message->text : "";
  }
  // Whether a message with these words was ever on screen.
  bool said(const std::string& words) const { return firstSaid(words).has_value(); }
  bool saidAfter(const std::string& first, const std::string& then) const {
    const auto from = firstSaid(first);
    const std::lock_guard lock(mutex_);
    for (std::size_t i = from.value_or(said_.size()); i < said_.size(); ++i)
      if (said_[i].find(then) != std::string::npos) return true;
    return false;
  }
  playback::Counters counters() const { return engine_->counters(); }

 private:
  void onFrame(std::shared_ptr<const ShownFrame> frame) override {
    const std::lock_guard lock(mutex_);
    shown_.push_back(frame->number);
    changed_.notify_all();
  }
  std::optional<std::size_t> firstSaid(const std::string& words) const {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < said_.size(); ++i)
      if (said_[i].find(words) != std::string::npos) return i;
    return std::nullopt;
  }
  void onStatusChanged() override {
    const auto status = engine_->status();
    const std::lock_guard lock(mutex_);
    if (status.message && (said_.empty() || said_.back() != status.message->text))
      said_.push_back(status.message->text);
    changed_.notify_all();
  }
  void onEnded(control::ExitCode code, const std::string&) override {
    const std::lock_guard lock(mutex_);
    if (!end_) end_ = code;
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_.
  std::vector<std::int64_t> shown_;
  std::vector<std::string> said_;
  std::optional<control::ExitCode> end_;

  std::optional<Engine> engine_;
};

}  // namespace zoetrope::client::test
