// SPDX-License-Identifier: MIT
// Looks at a playing session's counters for what the user can do something about: a network that loses more than can be
// asked for again, and a receive buffer of this machine that is too small.
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"
#include "libstream/playback/counters.h"
#include "rtsp_client/engine_control.h"

#include <deque>
#include <optional>

namespace zoetrope::client {

class LossWatch {
 public:
  // Looked back on for this long.
  static constexpr Duration kWindow = std::chrono::seconds(5);
  // Broken frames within it that are too many: so many, and such a share of all.
  static constexpr std::uint64_t kManyBroken = 10;
  static constexpr double kBrokenShare = 0.15;

  // `canUseTcp`: the session goes over UDP and its server would send over TCP, too. Each thing is said once.
  std::optional<Message> check(const playback::Counters& counters, bool canUseTcp, TimePoint now);
  // Another session, or another way: what was before does not count, and may be said again.
  void restart();

 private:
  struct Seen {
    TimePoint at;
    playback::Counters counters;
  };

  // Owned.
  std::deque<Seen> seen_;
  // State.
  bool saidLossy_ = false;
  bool saidSocket_ = false;
};

}  // namespace zoetrope::client
