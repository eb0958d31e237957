// SPDX-License-Identifier: MIT
// What a supervised player says on stdout: a status line when something changes, and how it is doing once a second.
// Spec: docs/control_protocol.md.
// Thread: any; lines never mix. Who reads slowly stops nobody: a thread of their own writes them.
// Limits: kMaxPending lines wait, kMaxPendingStats those that are out of date in a second; what comes on top is
// dropped.
#pragma once

#include "libstream/control/exit_codes.h"
#include "libstream/control/status_line.h"
#include "libstream/net/console.h"
#include "libstream/playback/counters.h"
#include "rtsp_client/engine_control.h"
#include "rtsp_client/target.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <string>

namespace zoetrope::client {

// What the line about the state, and the one about the numbers, say.
control::StateLine stateLine(const Target& target, const EngineStatus& status);
control::PlayerStats playerStats(const EngineStatus& status, const playback::Counters& counters);

class StatusLines {
 public:
  static constexpr Duration kStatsInterval = std::chrono::seconds(1);
  // At the end: how long what was said last may take to be read.
  static constexpr Duration kLastWords = std::chrono::seconds(1);
  static constexpr int kMaxPending = 1000;
  static constexpr int kMaxPendingStats = 100;

  // Not enabled: says nothing.
  StatusLines(bool enabled, const Target& target);
  // To a writer of the caller's, which outlives this: for tests.
  StatusLines(net::Console::Writer writer, const Target& target) : target_(target), writer_(std::move(writer)) {}

  void starting();
  // A line for a new state and for each new message that is no mere information; the numbers in their turn, while
  // something is set up.
  void update(const EngineStatus& status, const playback::Counters& counters, TimePoint now);
  // The last line; waits until it is read, for kLastWords at most.
  void stopping(const std::string& reason, control::ExitCode code);

 private:
  void say(const control::StatusLine& line, int mostPending = kMaxPending);

  // Given.
  const Target& target_;
  // State.
  std::atomic<int> pending_ = 0;
  std::mutex mutex_;
  // Guarded by mutex_.
  control::StateLine lastState_;
  std::uint64_t lastMessage_ = 0;
  std::optional<TimePoint> statsAt_;
  // Owned. The console's thread ends before what it counts down.
  std::optional<net::Console> console_;
  net::Console::Writer writer_;  // none: nothing is said
};

}  // namespace zoetrope::client
