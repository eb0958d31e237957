// SPDX-License-Identifier: MIT
// The server's media time: each frame slot takes one step of the RTP timestamp and has a moment when it is due. The
// timestamps go on without a gap over PAUSE, seek, loop and end; Speed brings the moments closer, not the timestamps.
// Spec: RFC 3550, section 5.1 (timestamp); RFC 2326, appendix B (NPT and RTP time).
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"
#include "libstream/rtp/packet.h"

#include <cstdint>

namespace zoetrope::rtp {

class MediaClock {
 public:
  // `framesPerSecond` > 0; `firstTimestamp` is random (RFC 3550, section 5.1).
  MediaClock(double framesPerSecond, std::uint32_t firstTimestamp);

  // PLAY: the next slot is due at `now`. `speed` > 0.
  void start(TimePoint now, double speed = 1.0);
  // PAUSE, end of range: time stands still until start.
  void stop();
  // The next slot is due and cannot be filled yet: time stands still at it until start or delayTo.
  void hold();
  bool running() const { return running_; }

  // The slot that comes next: what RTP-Info's rtptime says, and when it is due.
  std::uint32_t nextTimestamp() const { return timestampOf(slot_); }
  TimePoint nextDue() const { return dueOf(slot_); }
  // Takes the slot, for a frame sent or skipped, and returns its timestamp.
  std::uint32_t takeSlot();
  // A sender that fell behind goes on from `now` instead of hurrying after.
  void delayTo(TimePoint now);
  // How long a slot lasts on the wire.
  Duration interval() const { return toDuration(1.0 / speed_); }

  // The timestamp that belongs to a moment, as a sender report says it; while stopped, that of the last slot taken;
  // while held, that of the next.
  std::uint32_t timestampAt(TimePoint now) const;
  double framesPerSecond() const { return framesPerSecond_; }
  double speed() const { return speed_; }
  std::uint64_t slotsTaken() const { return slot_; }

 private:
  std::uint32_t timestampOf(std::uint64_t slot) const;
  TimePoint dueOf(std::uint64_t slot) const;
  Duration toDuration(double slots) const;

  // Given.
  double framesPerSecond_;
  std::uint32_t firstTimestamp_;
  // State.
  double speed_ = 1.0;
  bool running_ = false;
  bool held_ = false;
  std::uint64_t slot_ = 0;
  std::uint64_t startSlot_ = 0;
  TimePoint start_{};
};

}  // namespace zoetrope::rtp
