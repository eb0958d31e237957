// SPDX-License-Identifier: MIT
#include "rtsp_client/engine.h"

#include "rtsp_client/engine_core.h"

#include <thread>
#include <utility>

namespace zoetrope::client {

class Engine::Impl {
 public:
  Impl(EngineOptions options, FrameSink& sink, EngineListener& listener) : core(options, sink, listener) {}

  void post(std::function<void()> what) { core.loop().post(std::move(what)); }

  EngineCore core;
  std::thread thread;
};

Engine::Engine(EngineOptions options, FrameSink& sink, EngineListener& listener)
    : impl_(std::make_unique<Impl>(std::move(options), sink, listener)) {}

Engine::~Engine() {
  if (!impl_->thread.joinable()) return;
  stop();
  join();
}

void Engine::start() {
  impl_->thread = std::thread([this] { impl_->core.run(); });
}

void Engine::setup() {
  impl_->post([this] { impl_->core.click(Event::ClickSetup); });
}
void Engine::play() {
  impl_->post([this] { impl_->core.click(Event::ClickPlay); });
}
void Engine::pause() {
  impl_->post([this] { impl_->core.click(Event::ClickPause); });
}
void Engine::teardown() {
  impl_->post([this] { impl_->core.click(Event::ClickTeardown); });
}
void Engine::retry() {
  impl_->post([this] { impl_->core.click(Event::ClickRetry); });
}
void Engine::useTcp() {
  impl_->post([this] { impl_->core.click(Event::ClickTcp); });
}
void Engine::seek(double seconds) {
  impl_->post([this, seconds] { impl_->core.seek(seconds); });
}
void Engine::stop() {
  impl_->post([this] { impl_->core.leave(); });
}

EngineStatus Engine::status() const { return impl_->core.status(); }
playback::Counters Engine::counters() const { return impl_->core.counters(); }
std::vector<playback::HistorySample> Engine::history(std::size_t last) const { return impl_->core.history(last); }
std::vector<ConversationEntry> Engine::conversation(std::size_t first) const {
  return impl_->core.conversation().entries(first);
}

void Engine::join() {
  if (impl_->thread.joinable()) impl_->thread.join();
}

}  // namespace zoetrope::client
