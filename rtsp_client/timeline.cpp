// SPDX-License-Identifier: MIT
#include "rtsp_client/timeline.h"

#include "libstream/base/serial.h"
#include "libstream/rtp/packet.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zoetrope::client {
namespace {

constexpr double kStandardRate = 25;
constexpr double kCourseRate = 20;
constexpr double kLongestStep = 2;
// So much of a range's beginning may be lost on the way.
constexpr double kLongestLoss = 1;
// What is still on its way from before a PLAY is not older.
constexpr double kLongestRange = 60;
// A live clock's rounding is one thing, a wrong rate another.
constexpr int kMostCollisions = 3;

double secondsBetween(std::uint32_t from, std::uint32_t to) {
  return static_cast<double>(serialDistance(from, to)) / rtp::kVideoClockRate;
}

}  // namespace

double Timeline::frameSeconds() const {
  if (frameRate_ > 0 && collisions_ < kMostCollisions) return 1 / frameRate_;
  if (measuredStep_ > 0) return measuredStep_;
  return 1 / (dialect_ == Dialect::Course ? kCourseRate : kStandardRate);
}

double Timeline::roundFrom(double seconds, double earliest) const {
  if (loop_ <= 0) return seconds;
  const double rounds = std::ceil((earliest - frameSeconds() / 2 - seconds) / loop_);
  return seconds + std::max(rounds, 0.0) * loop_;
}

void Timeline::onPlay(const PlayFacts& facts, std::optional<double> asked) {
  rangeStart_ = facts.rtpTime;
  pendingOrigin_ = facts.from ? facts.from : asked;
  // The round that goes on there is the one whose place is nearest to what has come.
  if (pendingOrigin_) pendingOrigin_ = roundFrom(*pendingOrigin_, next_ - loop_ / 2);
  joint_ = pendingOrigin_ ? std::optional(next_) : std::nullopt;
}

void Timeline::forget() {
  lastIndex_ = -1;
  next_ = 0;
  joint_.reset();
  lastTimestamp_.reset();
}

void Timeline::onNewSession() {
  map_.clear();
  rangeStart_.reset();
  pendingOrigin_.reset();
  lastTimestamp_.reset();
}

bool Timeline::isOfOldRange(const playback::AssembledFrame& frame) const {
  if (!rangeStart_) return false;
  const double ahead = secondsBetween(*rangeStart_, frame.rtpTimestamp);
  return ahead < 0 && ahead > -kLongestRange;
}

bool Timeline::take(playback::AssembledFrame& frame) {
  if (dialect_ == Dialect::Standard) return takeStandard(frame);
  takeCourse(frame);
  return true;
}

bool Timeline::takeStandard(playback::AssembledFrame& frame) {
  findOrigin(frame);
  const double step = lastTimestamp_ ? secondsBetween(*lastTimestamp_, frame.rtpTimestamp) : kLongestStep;
  if (step <= 0 && step > -kLongestStep) return false;
  measureStep(frame);
  const double npt = map_.nptOf(frame.rtpTimestamp);
  map_.follow(frame.rtpTimestamp);
  if (npt < 0) {
    frame.number = ++lastIndex_;
    return true;
  }
  const bool waiting = pendingOrigin_.has_value();
  if (!waiting && joint_ && npt < *joint_ - frameSeconds() / 2) return false;
  place(frame, npt);
  // The rest of the range before moves the joint.
  if (waiting)
    joint_ = next_;
  else
    joint_.reset();
  return true;
}

// The first frame of a range says whether the server's rtptime can be believed: some say 0, or the next range's.
void Timeline::findOrigin(const playback::AssembledFrame& frame) {
  if (!pendingOrigin_) return;
  const double ahead = rangeStart_ ? secondsBetween(*rangeStart_, frame.rtpTimestamp) : 0;
  const bool believed = rangeStart_ && ahead > -frameSeconds() / 2 && ahead < kLongestLoss;
  if (!believed && rangeStart_ && continuesLast(frame)) return;
  map_.rebase(believed ? *rangeStart_ : frame.rtpTimestamp, *std::exchange(pendingOrigin_, std::nullopt));
  // Some servers begin each range with the same timestamp.
  lastTimestamp_.reset();
}

bool Timeline::continuesLast(const playback::AssembledFrame& frame) const {
  if (!lastTimestamp_) return false;
  const double step = secondsBetween(*lastTimestamp_, frame.rtpTimestamp);
  return step > 0 && step < kLongestStep;
}

// Frames closer together than the server's rate have their numbers and places all the same.
void Timeline::place(playback::AssembledFrame& frame, double npt) {
  const auto index = static_cast<std::int64_t>(std::llround(npt / frameSeconds()));
  const bool collides = index <= lastIndex_;
  if (collides && frameRate_ > 0) ++collisions_;
  lastIndex_ = collides ? lastIndex_ + 1 : index;
  frame.number = lastIndex_;
  const bool onGrid = frameRate_ > 0 && collisions_ == 0;
  frame.npt = onGrid ? static_cast<double>(index) / frameRate_ : npt;
  next_ = frame.npt + frameSeconds();
}

// Numbers count from 1. Servers that number packets instead of frames leave only the order of arrival.
void Timeline::takeCourse(playback::AssembledFrame& frame) {
  frame.npt = static_cast<double>(std::max<std::int64_t>(frame.number - 1, 0)) * frameSeconds();
  next_ = frame.npt + frameSeconds();
}

// Without a rate from the server, or with a wrong one, the shortest step between frames is the rate.
void Timeline::measureStep(const playback::AssembledFrame& frame) {
  if (continuesLast(frame)) {
    const double step = secondsBetween(*lastTimestamp_, frame.rtpTimestamp);
    if (measuredStep_ <= 0 || step < measuredStep_) measuredStep_ = step;
  }
  lastTimestamp_ = frame.rtpTimestamp;
}

}  // namespace zoetrope::client
