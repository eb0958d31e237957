// SPDX-License-Identifier: MIT
#include "launcher/proc_file_linux.h"
#include "launcher/process_identity.h"

#include <unistd.h>

namespace zoetrope::launcher {

std::uint64_t startMarkOf(ProcessId pid) {
  const auto text = readProcFile(pid, "stat");
  const auto stat = text ? parseProcStat(*text) : std::nullopt;
  return stat ? stat->startMark : 0;
}

ProcessId ownProcessId() { return ::getpid(); }

}  // namespace zoetrope::launcher
