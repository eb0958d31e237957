// SPDX-License-Identifier: MIT
#include "rtsp_client/timeline.h"

#include "libstream/base/serial.h"
#include "libstream/rtp/packet.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::client {
namespace {

constexpr double kStandardRate = 25;
constexpr double kCourseRate = 20;
constexpr double kLongestStep = 2;

}  // namespace

double Timeline::frameSeconds() const {
  if (frameRate_ > 0) return 1 / frameRate_;
  if (measuredStep_ > 0) return measuredStep_;
  return 1 / (dialect_ == Dialect::Course ? kCourseRate : kStandardRate);
}

void Timeline::onPlay(const PlayFacts& facts, std::optional<double> asked) {
  rangeStart_ = facts.rtpTime;
  const std::optional<double> from = facts.from ? facts.from : asked;
  pendingOrigin_.reset();
  if (from && facts.rtpTime)
    map_.rebase(*facts.rtpTime, *from);
  else
    pendingOrigin_ = from;
}

void Timeline::forget() {
  lastIndex_ = -1;
  next_ = 0;
  lastTimestamp_.reset();
}

bool Timeline::isOfOldRange(const playback::AssembledFrame& frame) const {
  return rangeStart_ && serialDistance(*rangeStart_, frame.rtpTimestamp) < 0;
}

bool Timeline::take(playback::AssembledFrame& frame) {
  if (dialect_ == Dialect::Course) {
    takeCourse(frame);
    return true;
  }
  if (pendingOrigin_) map_.rebase(frame.rtpTimestamp, *std::exchange(pendingOrigin_, std::nullopt));
  measureStep(frame);
  const double npt = map_.nptOf(frame.rtpTimestamp);
  if (npt < 0) {
    frame.number = ++lastIndex_;
    return true;
  }
  const auto index = static_cast<std::int64_t>(std::llround(npt / frameSeconds()));
  if (index <= lastIndex_) return false;
  lastIndex_ = index;
  frame.number = index;
  frame.npt = frameRate_ > 0 ? static_cast<double>(index) / frameRate_ : npt;
  next_ = frame.npt + frameSeconds();
  return true;
}

// Numbers count from 1. Servers that number packets instead of frames leave only the order of arrival.
void Timeline::takeCourse(playback::AssembledFrame& frame) {
  ++count_;
  frame.npt = static_cast<double>(std::max<std::int64_t>(frame.number - 1, 0)) * frameSeconds();
  next_ = frame.npt + frameSeconds();
}

// Without a rate from the server, the shortest step between frames is the rate.
void Timeline::measureStep(const playback::AssembledFrame& frame) {
  if (frameRate_ > 0) return;
  if (lastTimestamp_) {
    const double step = static_cast<double>(serialDistance(*lastTimestamp_, frame.rtpTimestamp)) / rtp::kVideoClockRate;
    if (step > 0 && step < kLongestStep && (measuredStep_ <= 0 || step < measuredStep_)) measuredStep_ = step;
  }
  lastTimestamp_ = frame.rtpTimestamp;
}

}  // namespace zoetrope::client
