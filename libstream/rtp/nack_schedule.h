// SPDX-License-Identifier: MIT
// When which missing packet is asked for: first when it is certain that it is not only reordered, again when the answer
// should have come, until it is there or given up (the gap is gone then).
// Spec: RFC 4585, section 3.5 (early feedback between two parties); RFC 6298 for the round trip's smoothing.
// Thread: one at a time; time is an argument.
// Limits: kMaxPending packets are followed at once, the oldest ones; kMostAtOnce are asked for at once.
#pragma once

#include "libstream/base/time.h"
#include "libstream/rtp/reorder.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace zoetrope::rtp {

class NackSchedule {
 public:
  static constexpr std::size_t kMaxPending = 8192;
  static constexpr std::size_t kMostAtOnce = 512;

  // What is to be asked for now, in the order of numbers. `gaps` are all that are missing, oldest first; `reorderDelay`
  // is how long reordered packets take on this path.
  std::vector<std::uint16_t> due(std::span<const Gap> gaps, Duration reorderDelay, TimePoint now);
  // When due() has something again if nothing changes; nothing without gaps.
  std::optional<TimePoint> nextTime() const { return next_; }
  // A retransmission of this packet came: measures the round trip when it is sure which asking it answers.
  void onAnswer(std::uint16_t sequence, TimePoint now);
  // What is known of the round trip before anything was asked for (a request's and its reply's).
  void suggestRoundTrip(Duration roundTrip);
  void clear();

  // Smoothed; nothing before an answer has come.
  std::optional<Duration> roundTrip() const { return measured_ ? std::optional(smoothed_) : std::nullopt; }
  // Packets asked for, each asking counted.
  std::uint64_t asked() const { return asked_; }

 private:
  struct Pending {
    int times = 0;
    TimePoint first;  // asked for
    TimePoint next;   // to be asked for
  };

  void rememberAmbiguous(std::uint16_t sequence, Duration sinceFirst);
  Duration patience() const;
  void measure(Duration sample);

  // State.
  std::map<std::int64_t, Pending> pending_;  // by extended sequence number
  // Of packets that were asked for several times: how long after the first asking the first answer came.
  std::deque<std::pair<std::uint16_t, Duration>> ambiguous_;
  std::optional<TimePoint> next_;
  bool measured_ = false;
  Duration smoothed_ = std::chrono::milliseconds(50);
  Duration variance_ = std::chrono::milliseconds(10);
  std::uint64_t asked_ = 0;
};

}  // namespace zoetrope::rtp
