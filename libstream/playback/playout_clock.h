// SPDX-License-Identifier: MIT
// When the next frame is to be shown: one step after the one before. In the standard dialect a step is the difference
// of RTP timestamps (the sender's clock), in the course dialect that of frame numbers at the measured arrival rate.
// Steps are stretched or shortened by a little to hold the cache at its target.
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"
#include "libstream/playback/frame_assembler.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace zoetrope::playback {

enum class Pace { Timestamps, ArrivalRate };

// Frames a second as they arrive, by number; pauses are left out.
class ArrivalRate {
 public:
  static constexpr double kStartRate = 20;

  explicit ArrivalRate(double startRate = kStartRate) : rate_(startRate) {}
  void onFrame(std::int64_t number, TimePoint arrival);
  // A pause or seek: the next interval tells nothing.
  void interrupt();
  double framesPerSecond() const { return rate_; }

 private:
  struct Arrival {
    std::int64_t number;
    TimePoint at;
  };
  std::deque<Arrival> arrivals_;
  double rate_;
};

class PlayoutClock {
 public:
  explicit PlayoutClock(Pace pace, double startRate = ArrivalRate::kStartRate);

  // Every frame as it arrives, for the rate.
  void onArrival(const AssembledFrame& frame);
  // The next frame is due at `now`: PLAY, the end of starving, a seek.
  void restart(TimePoint now);
  // When `frame` is due, given the one shown before it. Null `previous`: at the restart.
  TimePoint dueOf(const AssembledFrame& frame) const;
  // Whether a frame that comes at `now` has missed its turn.
  bool isLate(const AssembledFrame& frame, TimePoint now) const;
  // When the frame of this timestamp has its turn, by the frame shown last; nothing when that tells nothing.
  std::optional<TimePoint> turnOf(std::uint32_t rtpTimestamp) const;
  // The frame was shown, in its turn.
  void onShown(const AssembledFrame& frame);
  // How long before its turn the newest frame came, against what should be: stretches or shortens the steps to come.
  void onSpare(Duration spare, Duration target);
  // The stream's numbers or timestamps jump: the next step is one nominal step.
  void onDiscontinuity();
  // Nothing was shown: what comes next has no turn yet.
  void forget();
  // Arrivals pause (PAUSE, end of a range): not to be taken for a low rate.
  void interruptArrivals() { arrivals_.interrupt(); }

  // When the frame after the last one shown should be there at the latest; nothing before the first.
  std::optional<TimePoint> nextExpected() const;
  // The time of one frame.
  Duration nominalStep() const;
  double framesPerSecond() const;
  Pace pace() const { return pace_; }

 private:
  struct Shown {
    std::uint32_t rtpTimestamp;
    std::int64_t number;
    TimePoint due;
    bool broken;  // what follows is on another time line
  };
  Duration stepTo(const AssembledFrame& frame) const;

  // Given.
  Pace pace_;
  // State.
  ArrivalRate arrivals_;
  std::optional<Shown> last_;       // the frame that the next step is counted from
  std::optional<TimePoint> start_;  // of the first frame after a restart
  // Between frames, by their timestamps: the middle of the newest few.
  std::deque<std::int32_t> timestampSteps_;
  std::optional<std::uint32_t> lastArrived_;
  std::optional<Duration> spare_;  // smoothed
  double stretch_ = 1.0;
};

}  // namespace zoetrope::playback
