// SPDX-License-Identifier: MIT
#include "libstream/playback/delay_meter.h"

#include "libstream/base/serial.h"
#include "libstream/rtp/packet.h"

#include <algorithm>

namespace zoetrope::playback {

namespace {

// So long the fastest way is remembered, at least: two clocks drift by a millisecond or so in that time.
constexpr Duration kStretch = std::chrono::seconds(10);
// The share of a new frame in the smoothed delay.
constexpr int kSmoothing = 16;

}  // namespace

void DelayMeter::restart(TimePoint now, bool realTime) {
  realTime_ = realTime;
  since_ = now;
  origin_.reset();
  originTime_ = {};
  fastest_.reset();
  fastestBefore_.reset();
}

bool DelayMeter::measures(const AssembledFrame& frame) const { return realTime_ && frame.firstArrival >= since_; }

Duration DelayMeter::mediaTime(std::uint32_t rtpTimestamp) const {
  return originTime_ + fromSeconds(static_cast<double>(serialDistance(*origin_, rtpTimestamp)) / rtp::kVideoClockRate);
}

void DelayMeter::moveOrigin(std::uint32_t rtpTimestamp) {
  originTime_ = mediaTime(rtpTimestamp);
  origin_ = rtpTimestamp;
}

void DelayMeter::onArrival(const AssembledFrame& frame) {
  if (!measures(frame)) return;
  if (!origin_) {
    origin_ = frame.rtpTimestamp;
    stretchBegan_ = frame.firstArrival;
  }
  if (frame.firstArrival - stretchBegan_ > kStretch) {
    fastestBefore_ = fastest_;
    fastest_.reset();
    stretchBegan_ = frame.firstArrival;
    moveOrigin(frame.rtpTimestamp);
  }
  const Duration transit = frame.firstArrival.time_since_epoch() - mediaTime(frame.rtpTimestamp);
  fastest_ = fastest_ ? std::min(*fastest_, transit) : transit;
}

void DelayMeter::onShown(const AssembledFrame& frame, TimePoint now) {
  if (!measures(frame) || !origin_ || !fastest_) return;
  const Duration fastest = fastestBefore_ ? std::min(*fastest_, *fastestBefore_) : *fastest_;
  const Duration delay = now.time_since_epoch() - mediaTime(frame.rtpTimestamp) - fastest;
  delay_ = delay_ ? *delay_ + (delay - *delay_) / kSmoothing : delay;
}

}  // namespace zoetrope::playback
