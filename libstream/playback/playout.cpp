// SPDX-License-Identifier: MIT
#include "libstream/playback/playout.h"

#include "libstream/base/serial.h"
#include "libstream/rtp/packet.h"

#include <algorithm>
#include <utility>

namespace zoetrope::playback {

namespace {

// Of the frames of a stretch, a sender leaves out all but one in so many at most.
constexpr int kMostGaps = 10;
constexpr Duration kLongestWaitAfterSeek = std::chrono::seconds(1);

}  // namespace

Playout::Playout(CacheLimits limits, Pace pace) : limits_(limits), cache_(limits), clock_(pace) {}

void Playout::push(AssembledFrame&& frame, TimePoint now) {
  clock_.onArrival(frame);
  const bool moving = state_ == State::Playing || state_ == State::Starving;
  if (moving && !cacheOff() && clock_.isLate(frame, now)) ++late_;
  // What had to go for want of room leaves no pause behind.
  if (cache_.push(std::make_shared<const AssembledFrame>(std::move(frame))) > 0) clock_.onDiscontinuity();
  if (state_ == State::Playing && !cacheOff()) noteSpare(now);
}

// The newest frame's turn is as many steps behind that of the oldest.
void Playout::noteSpare(TimePoint now) {
  const Duration untilOldest = clock_.dueOf(*cache_.front()) - now;
  clock_.onSpare(untilOldest + heldTime() - clock_.nominalStep(), spareTarget());
}

std::optional<TimePoint> Playout::turnOf(std::uint32_t rtpTimestamp) const {
  return state_ == State::Playing ? clock_.turnOf(rtpTimestamp) : std::nullopt;
}

FramePtr Playout::next(TimePoint now) {
  if (state_ == State::Filling || state_ == State::Starving) resumeIfFilled(now);
  if (state_ != State::Playing) return nullptr;
  if (!cache_.empty()) return cacheOff() || clock_.dueOf(*cache_.front()) <= now ? show() : nullptr;

  const std::optional<TimePoint> expected = clock_.nextExpected();
  if (!cacheOff() && !ended_ && expected && *expected <= now) {
    state_ = State::Starving;
    ++starvations_;
  }
  return nullptr;
}

void Playout::resumeIfFilled(TimePoint now) {
  if (cache_.empty() || !hasEnough()) return;
  state_ = State::Playing;
  clock_.restart(now);
}

bool Playout::hasEnough() const {
  if (ended_) return true;
  if (state_ == State::Starving) return refilled();
  return filled() || (afterSeek_ && filledAfterSeek());
}

// After a stand-still half the target has to be there, so that it does not stand still again at once.
bool Playout::refilled() const { return cache_.size() >= (cache_.target() + 1) / 2 || heldTime() * 2 >= targetTime(); }

// A large cache is not waited for: the rest comes while it plays.
bool Playout::filledAfterSeek() const { return refilled() && heldTime() >= kLongestWaitAfterSeek; }

// A sender that leaves out frames fills the time with fewer.
bool Playout::filled() const { return cache_.full() || heldTime() >= targetTime(); }

// Of whole frames: what is held of a movie of which frames are left out is worth their time.
Duration Playout::targetTime() const {
  Duration step = clock_.nominalStep();
  if (declaredRate_ > 0) step = std::min(step, fromSeconds(1 / declaredRate_));
  return step * static_cast<std::int64_t>(cache_.target());
}

FramePtr Playout::show() {
  FramePtr frame = cache_.pop();
  clock_.onShown(*frame);
  ++shown_;
  return frame;
}

std::optional<TimePoint> Playout::deadline() const {
  if (state_ != State::Playing) return std::nullopt;
  if (!cache_.empty()) return cacheOff() ? TimePoint{} : clock_.dueOf(*cache_.front());
  if (cacheOff() || ended_) return std::nullopt;
  return clock_.nextExpected();
}

void Playout::play(TimePoint now, Start start) {
  if (state_ != State::Stopped) return;
  state_ = start == Start::AtOnce || cacheOff() ? State::Playing : State::Filling;
  afterSeek_ = false;
  clock_.restart(now);
}

void Playout::pause() { state_ = State::Stopped; }

bool Playout::seek(double npt, TimePoint now) {
  if (!cache_.seek(npt)) return false;
  if (state_ != State::Stopped) {
    state_ = State::Playing;
    clock_.restart(now);
  }
  return true;
}

void Playout::clear() {
  cache_.clear();
  ended_ = false;
  clock_.forget();
  if (state_ == State::Stopped || cacheOff()) return;
  afterSeek_ = afterSeek_ || state_ != State::Filling;
  state_ = State::Filling;
}

// From the oldest frame to the end of the newest, where their timestamps tell it.
Duration Playout::heldTime() const {
  const Duration counted = clock_.nominalStep() * static_cast<std::int64_t>(cache_.size());
  if (cache_.size() < 2 || clock_.pace() != Pace::Timestamps) return counted;
  const std::int32_t ticks = serialDistance(cache_.front()->rtpTimestamp, cache_.back()->rtpTimestamp);
  const Duration spanned = fromSeconds(static_cast<double>(ticks) / rtp::kVideoClockRate) + clock_.nominalStep();
  // Less than their number says, or far more: there are two time lines in it.
  return spanned > counted && spanned < counted * kMostGaps ? spanned : counted;
}

// A frame that comes this long before its turn finds the others that make up the target, and the one on screen has
// most of its time behind it.
Duration Playout::spareTarget() const {
  const Duration step = clock_.nominalStep();
  return step * static_cast<std::int64_t>(cache_.target()) - step / 4;
}

void Playout::report(Counters& counters) const {
  counters.framesShown = shown_;
  counters.framesLate = late_;
  counters.framesDropped = cache_.dropped();
  counters.starvations = starvations_;
  counters.cacheFrames = cache_.size();
  counters.cacheTarget = cache_.target();
  counters.cacheMs = toSeconds(heldTime()) * 1000;
  counters.frameRate = framesPerSecond();
}

}  // namespace zoetrope::playback
