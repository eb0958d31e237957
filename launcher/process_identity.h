// SPDX-License-Identifier: MIT
// What tells one process from another that has the same pid later.
// Thread: any.
// Fails: where the system does not say (other than Linux), nothing and 0.
#pragma once

#include "launcher/child_process.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zoetrope::launcher {

// Clock ticks between the start of the system and that of the process; 0: not known, or no such process.
std::uint64_t startMarkOf(ProcessId pid);
ProcessId ownProcessId();

// The fields of /proc/PID/stat that matter here. A name may hold blanks and brackets.
struct ProcStat {
  std::string name;
  char state = '?';
  std::uint64_t userTicks = 0;
  std::uint64_t systemTicks = 0;
  std::uint64_t startMark = 0;
};
std::optional<ProcStat> parseProcStat(std::string_view text);

}  // namespace zoetrope::launcher
