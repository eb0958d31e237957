// SPDX-License-Identifier: MIT
#include "rtsp_server/demo_maker.h"

#include "libstream/movie/demo_movie.h"
#include "libstream/net/console.h"
#include "libstream/net/local_addresses.h"
#include "libstream/net/stop_signals.h"
#include "libstream/net/system_clock.h"
#include "rtsp_server/event_log.h"
#include "rtsp_server/limits.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <optional>
#include <thread>

namespace zoetrope::server {

namespace {

using control::ExitCode;

class DemoMaker {
 public:
  explicit DemoMaker(const Options& options) : options_(options), log_(clock_, options.supervised, console_.writer()) {}

  ExitCode run() {
    net::ignorePipeSignals();
    const net::StopSignals signals(loop_, [this](const std::string& why) { stop(why); });
    std::optional<net::StdinWatcher> input;
    if (options_.supervised) input.emplace(loop_, [this] { stop("stdin was closed"); });
    ExitCode code = ExitCode::Ok;
    std::thread drawing([&] {
      code = makeAll();
      loop_.post([this] { loop_.stop(); });
    });
    loop_.run();
    drawing.join();
    const std::string reason = !reason_.empty() ? reason_ : code == ExitCode::Ok ? "the movies are made" : problem_;
    log_.status(control::Stopping{reason, static_cast<int>(code)});
    console_.finish(kLastWords);
    return code;
  }

 private:
  // The loop's thread. The loop goes on until the drawing has ended.
  void stop(const std::string& why) {
    reason_ = why;
    cancelled_ = true;
  }

  // From here on the drawing thread.
  ExitCode makeAll() {
    std::error_code problem;
    std::filesystem::create_directories(options_.demoFolder, problem);
    for (movie::DemoMovie demo : movie::demoMovies()) {
      if (options_.demoOnly && *options_.demoOnly != demo.fileName) continue;
      demo.frames = std::min(demo.frames, options_.demoFrames.value_or(demo.frames));
      if (!make(demo)) return cancelled_ ? ExitCode::Failure : ExitCode::CannotWrite;
    }
    return ExitCode::Ok;
  }

  bool make(const movie::DemoMovie& demo) {
    const auto file = options_.demoFolder / demo.fileName;
    if (movie::isDemoMovie(demo, file)) {
      if (!options_.supervised) say(file.string() + " is there already\n");
      return true;
    }
    const auto made = movie::makeDemoMovie(demo, file, [&](int done, int total) {
      tell(demo, file, done * 100 / total);
      return !cancelled_;
    });
    if (!options_.supervised) say("\n");
    if (made) return true;
    problem_ = "cannot make " + file.string() + ": " + made.error().message;
    if (!cancelled_) say("zoetrope-server: " + problem_ + "\n");
    return false;
  }

  // Each percent once, people each tenth.
  void tell(const movie::DemoMovie& demo, const std::filesystem::path& file, int percent) {
    if (percent == told_) return;
    told_ = percent;
    if (options_.supervised)
      log_.status(control::StateLine{"making", std::string(demo.fileName) + " " + std::to_string(percent) + " %"});
    else if (percent % 10 == 0)
      say("\rmaking " + file.string() + ": " + std::to_string(percent) + " %");
  }

  static void say(const std::string& text) {
    std::fputs(text.c_str(), stderr);
    std::fflush(stderr);
  }

  // Given (not owned).
  const Options& options_;
  // Owned.
  const net::SystemClock clock_;
  net::Loop loop_;
  net::Console console_;
  EventLog log_;
  // State.
  std::atomic<bool> cancelled_ = false;
  std::string reason_;   // why it was stopped; the loop's thread
  std::string problem_;  // what went wrong; the drawing thread, until it is joined
  int told_ = -1;
};

}  // namespace

ExitCode makeDemos(const Options& options) { return DemoMaker(options).run(); }

}  // namespace zoetrope::server
