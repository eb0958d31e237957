// SPDX-License-Identifier: MIT
// The last stages of a frame's way: its place in the movie, the file that it is saved in, the cache, and its turn to be
// shown.
// Thread: the loop's.
// Owns: cache, clock and saver. Borrows: the scheduler and the sink.
#pragma once

#include "libstream/net/scheduler.h"
#include "libstream/playback/counters.h"
#include "libstream/playback/delay_meter.h"
#include "libstream/playback/playout.h"
#include "libstream/playback/shown_rate.h"
#include "libstream/playback/standard_assembler.h"
#include "rtsp_client/engine.h"
#include "rtsp_client/frame_saver.h"
#include "rtsp_client/session_logic.h"
#include "rtsp_client/timeline.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace zoetrope::client {

class PlaybackStage final : public SessionLogic::CacheView, public playback::FrameTurns {
 public:
  // Packets are waited for this long where nothing says when their frame has its turn: while frames are shown as they
  // come; while the picture stands still for want of frames; while nothing plays.
  static constexpr Duration kUsualHold = std::chrono::milliseconds(100);
  static constexpr Duration kHoldWhileStarving = std::chrono::milliseconds(600);
  static constexpr Duration kHoldWhileStopped = std::chrono::seconds(2);

  // `onChange` is called when a frame was shown or the last one is through.
  PlaybackStage(net::Scheduler& scheduler, const EngineOptions& options, FrameSink& sink,
                std::function<void()> onChange);

  void setFrameRate(double framesPerSecond);
  // The movie starts again after so many seconds; 0: it does not. Times of frames count on.
  void setLoop(double seconds) { timeline_.setLoop(seconds); }
  // A PLAY is out: which frames belong to what it asks for is known when its reply has come (or not: release).
  void holdBack() { holding_ = standard_; }
  // The PLAY was accepted, or not.
  void onPlay(const PlayFacts& facts, std::optional<double> asked);
  void release();

  void onFrame(playback::AssembledFrame&& frame);
  void onDiscontinuity() { playout_.onDiscontinuity(); }
  void onNewSession();
  // True once after frames have come that were not here before.
  bool tookFrames() { return std::exchange(took_, false); }

  void start();
  void stop();
  // `position`: where it goes on, in seconds.
  void clear(std::optional<double> position = std::nullopt);
  void skipTo(double seconds);
  void setEnded(bool ended);
  bool playedOut() const { return running_ && playout_.playedOut(); }
  Result<void> finishSaving();
  bool savingPossible() const { return !saver_ || saver_->open(); }

  // CacheView
  int held() const override { return static_cast<int>(playout_.cache().size()); }
  double nextSeconds() const override { return timeline_.nextSeconds(); }
  bool holds(double seconds) const override { return playout_.cache().holds(heldRound(seconds)); }
  double firstSeconds() const override;

  bool outOfRoom() const override;

  // FrameTurns
  TimePoint giveUpAt(std::optional<std::uint32_t> rtpTimestamp, TimePoint noticed) const override;

  // Held, target, time and place; what it is doing follows from `filling` and the playout.
  CacheStatus cacheStatus(bool filling) const;
  double position() const { return timeline_.placeInRound(position_); }
  // Shown a second; 0 while nothing plays.
  double shownPerSecond() const { return running_ ? shownRate_.perSecond(scheduler_.now()) : 0; }
  // At which it plays, or would.
  double movieRate() const { return playout_.framesPerSecond(); }
  void report(playback::Counters& counters) const;

 private:
  // A place of the movie as the time that it has, or would have, in the cache.
  double heldRound(double seconds) const { return timeline_.roundFrom(seconds, playout_.cache().nptFrom()); }
  void take(playback::AssembledFrame&& frame);
  bool findsNoRoom(const playback::AssembledFrame& frame);
  void showDue();
  void show(const playback::FramePtr& frame);

  // Given (not owned).
  net::Scheduler& scheduler_;
  FrameSink& sink_;
  std::function<void()> onChange_;
  bool standard_;
  // Owned.
  Timeline timeline_;
  playback::Playout playout_;
  playback::DelayMeter delay_;
  playback::ShownRate shownRate_;
  std::unique_ptr<FrameSaver> saver_;
  net::Timer timer_;
  // State.
  std::vector<playback::AssembledFrame> heldBack_;
  bool holding_ = false;
  // Frames are dropped until the next PLAY is accepted: they belong to what was left.
  bool cleared_ = false;
  // Since the last PLAY a frame found no room: what follows it waits until it is asked for again.
  bool overfull_ = false;
  bool took_ = false;
  bool running_ = false;
  double position_ = -1;
  std::optional<TimePoint> startedAt_;
  double firstPictureMs_ = 0;
  Duration played_{};
};

}  // namespace zoetrope::client
