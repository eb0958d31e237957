// SPDX-License-Identifier: MIT
// What a supervised player says on stdout: one status line when something changes.
// Thread: any; lines never mix.
#pragma once

#include "libstream/control/exit_codes.h"
#include "rtsp_client/engine_control.h"
#include "rtsp_client/target.h"

#include <mutex>
#include <string>

namespace zoetrope::client {

class StatusLines {
 public:
  // Not enabled: says nothing.
  explicit StatusLines(bool enabled) : enabled_(enabled) {}

  void started(const Target& target);
  // A line for a new state and for each new message that is no mere information.
  void update(const EngineStatus& status);
  void stopping(const std::string& reason, control::ExitCode code);

 private:
  void print(const std::string& line) const;

  bool enabled_;
  std::mutex mutex_;
  // Guarded by mutex_.
  std::string lastState_;
  std::uint64_t lastMessage_ = 0;
};

}  // namespace zoetrope::client
