// SPDX-License-Identifier: MIT
// How long frames take from their sending to their showing. The sender's clock is not known, so its frames' times are
// laid against our clock where they came fastest; that fastest way is half a round trip, which the caller adds.
// Spec: RFC 3550, section 6.4.1 (transit time).
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"
#include "libstream/playback/frame_assembler.h"

#include <cstdint>
#include <optional>

namespace zoetrope::playback {

class DelayMeter {
 public:
  // A PLAY: what came before it says nothing; nor does what comes when it is not sent in real time.
  void restart(TimePoint now, bool realTime);
  void onArrival(const AssembledFrame& frame);
  void onShown(const AssembledFrame& frame, TimePoint now);
  // Smoothed, without the half round trip; nothing before a frame has been measured.
  std::optional<Duration> delay() const { return delay_; }

 private:
  bool measures(const AssembledFrame& frame) const;
  Duration mediaTime(std::uint32_t rtpTimestamp) const;
  void moveOrigin(std::uint32_t rtpTimestamp);

  // State.
  bool realTime_ = false;
  TimePoint since_{};
  std::optional<std::uint32_t> origin_;
  // Of the origin, which moves along so that 32 bits do not wrap.
  Duration originTime_{};
  // The shortest transit: of the current stretch of time, and of the one before.
  std::optional<Duration> fastest_;
  std::optional<Duration> fastestBefore_;
  TimePoint stretchBegan_{};
  std::optional<Duration> delay_;
};

}  // namespace zoetrope::playback
