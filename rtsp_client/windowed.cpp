// SPDX-License-Identifier: MIT
#include "rtsp_client/windowed.h"

#include "libstream/net/local_addresses.h"
#include "libstream/net/loop.h"
#include "libstream/net/stop_signals.h"
#include "libstream/net/system_clock.h"
#include "rtsp_client/engine.h"
#include "rtsp_client/report_writer.h"
#include "rtsp_client/status_lines.h"
#include "rtsp_client/window/run_window.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace zoetrope::client {
namespace {

using control::ExitCode;

constexpr const char* kNoDisplay = "there is no display for a window here; --headless plays without one";

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
    if (const Engine* engine = engine_) lines_.update(engine->status(), engine->counters(), clock_.now());
    window_.onStatusChanged();
  }
  void onEnded(ExitCode code, const std::string& why) override { window_.onEnded(code, why); }

 private:
  EngineListener& window_;
  StatusLines& lines_;
  const net::SystemClock clock_;
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

std::string sentenceOf(const Ending& ending) { return ending.why.empty() ? "the window was closed" : ending.why; }

// After the window: its ending becomes the report's, and a report that cannot be written becomes the ending.
Ending reported(const Options& options, const EngineControl& engine, WallTime began, Ending ending) {
  const ReportContext context{
      options.engine.target, options.commandLine, began, report::Ending{ending.code, sentenceOf(ending)}, {}};
  const Result<void> written = writeReport(options.reportFile, engine, context);
  if (written) return ending;
  if (ending.code == ExitCode::Ok) return {ExitCode::CannotWrite, written.error().message};
  std::fprintf(stderr, "zoetrope-client: %s\n", written.error().message.c_str());
  return ending;
}

}  // namespace

ExitCode runWindowed(const Options& options) {
  if (options.supervised) net::ignorePipeSignals();
  StatusLines lines(options.supervised, options.engine.target);
  lines.starting();
  if (!canOpenWindow()) {
    std::fprintf(stderr, "zoetrope-client: %s\n", kNoDisplay);
    lines.stopping(kNoDisplay, ExitCode::NoDisplay);
    return ExitCode::NoDisplay;
  }
  const bool reports = !options.reportFile.empty();
  Ending ending;
  std::shared_ptr<Player> player;
  if (const auto possible = reports ? checkReportFile(options.reportFile) : Result<void>(); !possible) {
    ending = {ExitCode::CannotWrite, possible.error().message};
  } else {
    const WallTime began = net::SystemClock().wallNow();
    const Supervision supervision(options.supervised);
    ending = runWindow(options, [&](FrameSink& sink, EngineListener& window) {
      player = std::make_shared<Player>(options.engine, sink, window, lines);
      return std::shared_ptr<EngineControl>(player, &player->engine);
    });
    if (reports && player) ending = reported(options, player->engine, began, ending);
  }
  if (ending.code != ExitCode::Ok) std::fprintf(stderr, "zoetrope-client: %s\n", ending.why.c_str());
  lines.stopping(sentenceOf(ending), ending.code);
  return ending.code;
}

}  // namespace zoetrope::client
