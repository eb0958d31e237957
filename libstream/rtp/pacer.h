// SPDX-License-Identifier: MIT
// Spreads the packets of a frame over its interval in short trains, so that no queue on the way sees a burst. Its pace
// is what the path is known to carry; where that is more, or not known, twice the frame's own rate: half as many
// trains. Spec: RFC 6928 and RFC 9002, section 7.2 (what may be sent at once on a path that nothing is known of).
// Thread: one at a time; time is an argument.
// Limits: a train is at most 1 ms of the pace and kMaxTrainPackets, a frame of at most kInitialWindow packets is one
// train unless the path is known to be slower; the first leaves at once, the last within kSpend of the interval.
#pragma once

#include "libstream/base/time.h"

#include <cstddef>
#include <optional>

namespace zoetrope::rtp {

class Pacer {
 public:
  static constexpr std::size_t kMaxTrainPackets = 16;
  static constexpr Duration kMaxTrainTime = std::chrono::milliseconds(1);
  // The share of the interval that is used; the rest is room for late timers.
  static constexpr double kSpend = 0.85;
  // The share that is used when the path takes more.
  static constexpr double kLeastSpend = 0.5;
  static constexpr std::size_t kInitialWindow = 10;

  // A frame of `packets` may be sent from `start` on; `interval` is its time until the next frame (already divided by
  // Speed). `least` is what the path is known to need for the frame, 0 when it is not. Forgets what was left of the
  // frame before.
  void begin(TimePoint start, Duration interval, std::size_t packets, Duration least = Duration::zero());
  // How many packets may leave now: one train at most. Ask again after onSent, a late caller catches up train by train.
  std::size_t due(TimePoint now) const;
  void onSent(std::size_t packets);
  // What is left of the frame is spread over `interval` from `now` on.
  void retime(TimePoint now, Duration interval, Duration least = Duration::zero());
  // When the next train is due; nothing when the frame is out.
  std::optional<TimePoint> nextTime() const;
  // When the last train is due.
  TimePoint endTime() const;

  bool done() const { return sent_ >= packets_; }
  std::size_t sent() const { return sent_; }
  std::size_t remaining() const { return packets_ - sent_; }
  std::size_t trainPackets() const { return train_; }

 private:
  TimePoint start_{};
  Duration trainGap_{};
  std::size_t packets_ = 0;
  std::size_t sent_ = 0;
  std::size_t timedFrom_ = 0;  // what was sent when start_ was set
  std::size_t train_ = 1;
};

}  // namespace zoetrope::rtp
