// SPDX-License-Identifier: MIT
#include "rtsp_client/playback_stage.h"

#include <algorithm>
#include <utility>

namespace zoetrope::client {
namespace {

// While a PLAY is out, at most its reply's time: some seconds of movie.
constexpr std::size_t kMaxHeldBack = 300;

playback::CacheLimits limitsOf(const EngineOptions& options) {
  playback::CacheLimits limits;
  limits.targetFrames = static_cast<std::size_t>(options.cacheFrames);
  return limits;
}

playback::Pace paceOf(Dialect dialect) {
  return dialect == Dialect::Course ? playback::Pace::ArrivalRate : playback::Pace::Timestamps;
}

}  // namespace

PlaybackStage::PlaybackStage(net::Scheduler& scheduler, const EngineOptions& options, FrameSink& sink,
                             std::function<void()> onChange)
    : scheduler_(scheduler),
      sink_(sink),
      onChange_(std::move(onChange)),
      standard_(options.target.dialect == Dialect::Standard),
      timeline_(options.target.dialect),
      playout_(limitsOf(options), paceOf(options.target.dialect)),
      timer_(scheduler) {
  if (!options.saveFile.empty()) saver_ = std::make_unique<FrameSaver>(options.saveFile);
}

void PlaybackStage::setFrameRate(double framesPerSecond) {
  timeline_.setFrameRate(framesPerSecond);
  playout_.setFrameRate(framesPerSecond);
}

void PlaybackStage::onPlay(const PlayFacts& facts, std::optional<double> asked) {
  timeline_.onPlay(facts, asked);
  if (standard_) delay_.restart(scheduler_.now(), facts.speed == 1);
  // What is still on its way of the range before would leave a hole, or belongs elsewhere.
  const bool cleared = std::exchange(cleared_, false);
  const bool onlyNew = std::exchange(overfull_, false) || cleared;
  auto frames = std::exchange(heldBack_, {});
  holding_ = false;
  for (playback::AssembledFrame& frame : frames)
    if (!onlyNew || !timeline_.isOfOldRange(frame)) take(std::move(frame));
  showDue();
}

void PlaybackStage::release() {
  if (!holding_) return;
  cleared_ = false;
  auto frames = std::exchange(heldBack_, {});
  holding_ = false;
  for (playback::AssembledFrame& frame : frames) take(std::move(frame));
  showDue();
}

void PlaybackStage::onFrame(playback::AssembledFrame&& frame) {
  if (!frame.complete) return;
  if (holding_) {
    if (heldBack_.size() < kMaxHeldBack) heldBack_.push_back(std::move(frame));
    return;
  }
  take(std::move(frame));
  showDue();
}

void PlaybackStage::take(playback::AssembledFrame&& frame) {
  if (cleared_ || findsNoRoom(frame) || !timeline_.take(frame)) return;
  took_ = true;
  delay_.onArrival(frame);
  if (saver_) saver_->save(frame.jpeg);
  playout_.push(std::move(frame), scheduler_.now());
}

// Before the user's PLAY the beginning is what counts. The course dialect has no way to ask for the rest again.
bool PlaybackStage::findsNoRoom(const playback::AssembledFrame& frame) {
  if (!standard_ || running_) return false;
  overfull_ = overfull_ || !playout_.cache().hasRoomFor(frame);
  return overfull_;
}

double PlaybackStage::firstSeconds() const {
  const playback::FramePtr first = playout_.cache().front();
  return first && first->npt >= 0 ? first->npt : nextSeconds();
}

// Its numbers and timestamps do not continue those before.
void PlaybackStage::onNewSession() {
  playout_.onDiscontinuity();
  timeline_.onNewSession();
}

// What is held is shown at once; with nothing held the cache fills first.
void PlaybackStage::start() {
  const bool atOnce = held() > 0 || playout_.cacheOff();
  running_ = true;
  startedAt_ = scheduler_.now();
  firstPictureMs_ = 0;
  shownRate_.clear();
  playout_.play(scheduler_.now(), atOnce ? playback::Playout::Start::AtOnce : playback::Playout::Start::WhenFull);
  showDue();
}

void PlaybackStage::stop() {
  if (running_ && startedAt_) played_ += scheduler_.now() - *startedAt_;
  running_ = false;
  startedAt_.reset();
  timer_.cancel();
  playout_.pause();
  playout_.interruptArrivals();
}

void PlaybackStage::clear(std::optional<double> position) {
  position_ = position.value_or(-1);
  overfull_ = false;
  playout_.clear();
  timeline_.forget();
  heldBack_.clear();
  cleared_ = standard_;
}

void PlaybackStage::skipTo(double seconds) {
  playout_.seek(heldRound(seconds), scheduler_.now());
  showDue();
  if (running_) return;
  // It stays the next one to be shown.
  if (const playback::FramePtr frame = playout_.cache().front()) show(frame);
}

void PlaybackStage::setEnded(bool ended) {
  playout_.setEnded(ended);
  showDue();
}

Result<void> PlaybackStage::finishSaving() { return saver_ ? saver_->finish() : Result<void>{}; }

void PlaybackStage::showDue() {
  if (!running_) return;
  const TimePoint now = scheduler_.now();
  while (const playback::FramePtr frame = playout_.next(now)) show(frame);
  if (const auto deadline = playout_.deadline())
    timer_.set(*deadline, [this] {
      showDue();
      onChange_();
    });
  else
    timer_.cancel();
}

void PlaybackStage::show(const playback::FramePtr& frame) {
  if (startedAt_ && firstPictureMs_ == 0) firstPictureMs_ = toSeconds(scheduler_.now() - *startedAt_) * 1000;
  position_ = frame->npt;
  if (running_) {
    delay_.onShown(*frame, scheduler_.now());
    shownRate_.onShown(scheduler_.now());
  }
  auto shown = std::make_shared<ShownFrame>();
  shown->jpeg = frame->jpeg;
  shown->owner = frame;
  // Course servers count from 1.
  shown->number = standard_ ? frame->number : frame->number - 1;
  shown->position = timeline_.placeInRound(frame->npt);
  shown->complete = frame->complete;
  sink_.onFrame(std::move(shown));
}

TimePoint PlaybackStage::giveUpAt(std::optional<std::uint32_t> rtpTimestamp, TimePoint noticed) const {
  using State = playback::Playout::State;
  const State state = playout_.state();
  if (state == State::Stopped || state == State::Filling) return noticed + kHoldWhileStopped;
  if (state == State::Starving) return noticed + kHoldWhileStarving;
  const auto turn = rtpTimestamp && !playout_.cacheOff() ? playout_.turnOf(*rtpTimestamp) : std::nullopt;
  return turn ? std::max(*turn, noticed) : noticed + kUsualHold;
}

// The cache itself keeps room for what is on its way while the server is asked to stop.
bool PlaybackStage::outOfRoom() const {
  const playback::FrameCache& cache = playout_.cache();
  return cache.limitReason() && cache.full();
}

CacheStatus PlaybackStage::cacheStatus(bool filling) const {
  using Doing = CacheStatus::Doing;
  using State = playback::Playout::State;
  const playback::FrameCache& cache = playout_.cache();
  CacheStatus status;
  status.held = held();
  status.target = playout_.cacheOff() ? 0 : static_cast<int>(cache.target());
  status.heldTime = playout_.heldTime();
  if (!cache.empty() && cache.nptFrom() >= 0) {
    status.heldFrom = timeline_.placeInRound(cache.nptFrom());
    status.heldTo = status.heldFrom + cache.nptTo() - cache.nptFrom() + timeline_.frameSeconds();
  }
  status.cut = cache.limitReason().value_or("");
  if (playout_.cacheOff())
    status.doing = Doing::Off;
  else if (filling || playout_.state() == State::Filling)
    status.doing = Doing::Filling;
  else if (playout_.state() == State::Starving)
    status.doing = Doing::Starving;
  else if (playout_.state() == State::Playing)
    status.doing = Doing::Playing;
  else
    status.doing = cache.empty() ? Doing::Off : Doing::Full;
  return status;
}

void PlaybackStage::report(playback::Counters& counters) const {
  playout_.report(counters);
  if (saver_) counters.framesSaved = saver_->saved();
  counters.firstPictureMs = firstPictureMs_;
  if (const auto delay = delay_.delay()) counters.delayMs = toSeconds(*delay) * 1000;
  const Duration now = startedAt_ ? scheduler_.now() - *startedAt_ : Duration{};
  counters.playedSeconds = toSeconds(played_ + now);
}

}  // namespace zoetrope::client
