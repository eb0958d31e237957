// SPDX-License-Identifier: MIT
#include "libstream/rtp/media_clock.h"

#include <cassert>
#include <cmath>

namespace zoetrope::rtp {

MediaClock::MediaClock(double framesPerSecond, std::uint32_t firstTimestamp)
    : framesPerSecond_(framesPerSecond), firstTimestamp_(firstTimestamp) {
  assert(framesPerSecond > 0);
}

void MediaClock::start(TimePoint now, double speed) {
  assert(speed > 0);
  speed_ = speed;
  running_ = true;
  held_ = false;
  startSlot_ = slot_;
  start_ = now;
}

void MediaClock::stop() {
  running_ = false;
  held_ = false;
}

void MediaClock::hold() {
  running_ = false;
  held_ = true;
}

std::uint32_t MediaClock::takeSlot() { return timestampOf(slot_++); }

void MediaClock::delayTo(TimePoint now) { start(now, speed_); }

std::uint32_t MediaClock::timestampAt(TimePoint now) const {
  if (!running_) return timestampOf(held_ || slot_ == 0 ? slot_ : slot_ - 1);
  const double ticks = toSeconds(now - start_) * speed_ * kVideoClockRate;
  return timestampOf(startSlot_) + static_cast<std::uint32_t>(static_cast<std::int64_t>(std::llround(ticks)));
}

// Computed from the slot's number, so that steps that are no whole ticks do not add up errors.
std::uint32_t MediaClock::timestampOf(std::uint64_t slot) const {
  const double ticks = static_cast<double>(slot) * kVideoClockRate / framesPerSecond_;
  return firstTimestamp_ + static_cast<std::uint32_t>(static_cast<std::uint64_t>(std::llround(ticks)));
}

TimePoint MediaClock::dueOf(std::uint64_t slot) const {
  return start_ + toDuration(static_cast<double>(slot - startSlot_) / speed_);
}

Duration MediaClock::toDuration(double slots) const { return fromSeconds(slots / framesPerSecond_); }

}  // namespace zoetrope::rtp
