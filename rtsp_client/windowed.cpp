// SPDX-License-Identifier: MIT
#include "rtsp_client/windowed.h"

#include "libstream/net/loop.h"
#include "libstream/net/stop_signals.h"
#include "rtsp_client/engine.h"
#include "rtsp_client/status_lines.h"
#include "rtsp_client/window/run_window.h"

#include <cstdio>
#include <optional>
#include <thread>

namespace zoetrope::client {
namespace {

using control::ExitCode;

// Waits beside the window for Ctrl-C and, supervised, for the end of stdin; either closes the window.
class Supervision {
 public:
  explicit Supervision(bool supervised) : signals_(loop_, [](const std::string&) { closeWindow(); }) {
    if (supervised) stdin_.emplace(loop_, [] { closeWindow(); });
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~Supervision() {
    loop_.stop();
    thread_.join();
  }
  Supervision(const Supervision&) = delete;
  Supervision& operator=(const Supervision&) = delete;

 private:
  net::Loop loop_;
  net::StopSignals signals_;
  std::optional<net::StdinWatcher> stdin_;
  std::thread thread_;
};

// Tells the window and stdout alike.
class TellBoth final : public EngineListener {
 public:
  TellBoth(EngineListener& window, StatusLines& lines) : window_(window), lines_(lines) {}

  void watch(const Engine* engine) { engine_ = engine; }
  void onStatusChanged() override {
    if (const Engine* engine = engine_) lines_.update(engine->status());
    window_.onStatusChanged();
  }
  void onEnded(ExitCode code, const std::string& why) override { window_.onEnded(code, why); }

 private:
  EngineListener& window_;
  StatusLines& lines_;
  const Engine* engine_ = nullptr;
};

// The engine and the listener that it borrows.
struct Player {
  Player(const EngineOptions& options, FrameSink& sink, EngineListener& window, StatusLines& lines)
      : listener(window, lines), engine(options, sink, listener) {
    listener.watch(&engine);
    engine.start();
  }
  TellBoth listener;
  Engine engine;
};

}  // namespace

ExitCode runWindowed(const Options& options) {
  if (!canOpenWindow()) {
    std::fputs("zoetrope-client: there is no display for a window here; --headless plays without one\n", stderr);
    return ExitCode::NoDisplay;
  }
  StatusLines lines(options.supervised);
  lines.started(options.engine.target);
  Ending ending;
  {
    const Supervision supervision(options.supervised);
    ending = runWindow(options, [&](FrameSink& sink, EngineListener& window) {
      const auto player = std::make_shared<Player>(options.engine, sink, window, lines);
      return std::shared_ptr<EngineControl>(player, &player->engine);
    });
  }
  if (ending.code != ExitCode::Ok) std::fprintf(stderr, "zoetrope-client: %s\n", ending.why.c_str());
  lines.stopping(ending.why.empty() ? "the window was closed" : ending.why, ending.code);
  return ending.code;
}

}  // namespace zoetrope::client
