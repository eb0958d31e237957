// SPDX-License-Identifier: MIT
#include "rtsp_client/headless.h"

#include "libstream/net/local_addresses.h"
#include "libstream/net/loop.h"
#include "libstream/net/stop_signals.h"
#include "libstream/net/system_clock.h"
#include "libstream/playback/counters.h"
#include "rtsp_client/decode_thread.h"
#include "rtsp_client/engine.h"
#include "rtsp_client/progress_line.h"
#include "rtsp_client/report_writer.h"
#include "rtsp_client/status_lines.h"

#include <atomic>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string>

namespace zoetrope::client {
namespace {

using control::ExitCode;

struct DiscardFrames final : FrameSink {
  void onFrame(std::shared_ptr<const ShownFrame>) override {}
};
struct DiscardPictures final : PictureSink {
  void onPicture() override {}
};

class HeadlessRun final : private EngineListener {
 public:
  explicit HeadlessRun(const Options& options)
      : options_(options),
        lines_(options.supervised, options.engine.target),
        duration_(loop_),
        signals_(loop_, [this](const std::string& why) { stop(why); }) {
    if (options.decode) decoder_.emplace(discardPictures_);
    if (options.supervised) stdin_.emplace(loop_, [this] { stop("stdin closed"); });
    FrameSink& sink = decoder_ ? static_cast<FrameSink&>(*decoder_) : discardFrames_;
    EngineListener& self = *this;
    engine_.emplace(options.engine, sink, self);
  }

  ExitCode run() {
    if (options_.supervised) net::ignorePipeSignals();
    lines_.starting();
    if (reportPossible()) play();
    progress_.finish();
    const playback::Counters counters = finalCounters();
    if (reportChecked_) writeReport(counters);
    summarize(counters);
    return code();
  }

 private:
  // Said before anything is played for nothing.
  bool reportPossible() {
    if (options_.reportFile.empty()) return true;
    const Result<void> possible = checkReportFile(options_.reportFile);
    if (!possible) end_ = End{ExitCode::CannotWrite, possible.error().message};
    reportChecked_ = possible.ok();
    return reportChecked_;
  }

  void play() {
    engine_->start();
    engine_->setup();
    loop_.run();
    engine_->stop();
    engine_->join();
    if (decoder_) decoder_->finish();
  }

  void onStatusChanged() override {
    if (!updatePosted_.exchange(true)) loop_.post([this] { update(); });
  }

  // The first thing that went wrong is the reason; the movie's end only where nothing did.
  void onEnded(ExitCode code, const std::string& why) override {
    {
      const std::lock_guard lock(mutex_);
      if (!end_ || end_->code == ExitCode::Ok) end_ = End{code, why};
    }
    loop_.post([this] { loop_.stop(); });
  }

  void stop(const std::string& why) {
    {
      const std::lock_guard lock(mutex_);
      if (!end_) end_ = End{ExitCode::Ok, why};
    }
    loop_.stop();
  }

  void update() {
    updatePosted_ = false;
    const EngineStatus status = engine_->status();
    lines_.update(status, engine_->counters(), loop_.now());
    progress_.update(status, loop_.now());
    const bool ready = status.state == UserState::Ready && status.canPlay && !status.requestOutstanding;
    if (ready && !playPressed_ && status.cache.doing != CacheStatus::Doing::Filling) {
      playPressed_ = true;
      engine_->play();
    }
    if (status.state == UserState::Init) playPressed_ = false;
    if (status.state == UserState::Playing && options_.durationSeconds > 0 && !duration_.pending())
      duration_.setAfter(fromSeconds(options_.durationSeconds), [this] { stop("the duration is over"); });
  }

  playback::Counters finalCounters() const {
    playback::Counters counters = engine_->counters();
    if (decoder_) {
      counters.framesDecoded = decoder_->decoded();
      counters.framesSkipped = decoder_->skipped();
      counters.framesCorrupt = decoder_->damaged();
    }
    return counters;
  }

  void writeReport(const playback::Counters& counters) {
    const ReportContext context{options_.engine.target, options_.commandLine, began_, report::Ending{code(), reason()},
                                counters};
    const Result<void> written = client::writeReport(options_.reportFile, *engine_, context);
    if (written) return;
    if (code() == ExitCode::Ok)
      end_ = End{ExitCode::CannotWrite, written.error().message};
    else
      std::fprintf(stderr, "zoetrope-client: %s\n", written.error().message.c_str());
  }

  void summarize(const playback::Counters& counters) {
    const std::string why = reason();
    if (code() != ExitCode::Ok) progress_.sayError(why);
    const bool stdoutIsForMachines = options_.json || options_.supervised;
    // Where nothing came there is nothing to sum up but the reason.
    if (code() == ExitCode::Ok || counters.packetsReceived > 0)
      std::fputs(summaryText(describe(options_.engine.target), counters).c_str(),
                 stdoutIsForMachines ? stderr : stdout);
    lines_.stopping(why.empty() ? "the movie is over" : why, code());
    if (options_.json) std::printf("%s\n", playback::countersJson(counters).c_str());
    std::fflush(stdout);
  }

  ExitCode code() const {
    const std::lock_guard lock(mutex_);
    return end_ ? end_->code : ExitCode::Ok;
  }
  std::string reason() const {
    const std::lock_guard lock(mutex_);
    return end_ ? end_->why : "";
  }

  struct End {
    ExitCode code;
    std::string why;
  };

  // Given.
  const Options& options_;
  // Owned.
  net::Loop loop_;
  StatusLines lines_;
  ProgressLine progress_;
  net::Timer duration_;
  net::StopSignals signals_;
  std::optional<net::StdinWatcher> stdin_;
  DiscardFrames discardFrames_;
  DiscardPictures discardPictures_;
  std::optional<DecodeThread> decoder_;
  std::optional<Engine> engine_;
  // State.
  const WallTime began_ = net::SystemClock().wallNow();
  bool reportChecked_ = false;
  bool playPressed_ = false;
  std::atomic<bool> updatePosted_{false};
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  std::optional<End> end_;
};

}  // namespace

ExitCode runHeadless(const Options& options) { return HeadlessRun(options).run(); }

}  // namespace zoetrope::client
