// SPDX-License-Identifier: MIT
// What a headless run says to people: one line that changes on a terminal, a line now and then elsewhere, a summary.
// Thread: one at a time.
#pragma once

#include "libstream/base/time.h"
#include "libstream/playback/counters.h"
#include "rtsp_client/engine_control.h"

#include <optional>
#include <string>

namespace zoetrope::client {

// "PLAYING  0:03.2 of 0:10.0  30.0 frames/s  98.4 Mbit/s  lost 0.0 %  cache 20 of 20"
std::string progressText(const EngineStatus& status);
// Some lines: what was played, what came and what did not.
std::string summaryText(const std::string& what, const playback::Counters& counters);

class ProgressLine {
 public:
  static constexpr Duration kTerminalInterval = std::chrono::milliseconds(200);
  static constexpr Duration kLogInterval = std::chrono::seconds(5);

  // On stderr.
  ProgressLine();

  void update(const EngineStatus& status, TimePoint now);
  // A sentence on a line of its own.
  void say(const std::string& text);
  // What went wrong, once: not again when the run ends for it.
  void sayError(const std::string& text);
  // Leaves the changing line behind.
  void finish();

 private:
  bool terminal_;
  std::size_t shown_ = 0;
  std::uint64_t lastMessage_ = 0;
  std::string lastError_;
  std::optional<UserState> lastState_;
  TimePoint lastTime_{};
};

}  // namespace zoetrope::client
