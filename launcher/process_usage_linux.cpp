// SPDX-License-Identifier: MIT
#include "launcher/proc_file_linux.h"
#include "launcher/process_identity.h"
#include "launcher/process_usage.h"
#include "libstream/base/text.h"

#include <unistd.h>

namespace zoetrope::launcher {

std::optional<ProcessUsage> usageOf(ProcessId pid) {
  const auto statText = readProcFile(pid, "stat");
  const auto stat = statText ? parseProcStat(*statText) : std::nullopt;
  const auto statm = readProcFile(pid, "statm");
  if (!stat || !statm) return std::nullopt;
  // "SIZE RESIDENT …", in pages.
  const auto fields = split(*statm, ' ');
  const auto pages = fields.size() > 1 ? parseNumber<std::uint64_t>(fields[1]) : std::nullopt;
  if (!pages) return std::nullopt;
  static const double ticksPerSecond = static_cast<double>(::sysconf(_SC_CLK_TCK));
  static const auto pageBytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return ProcessUsage{.cpu = fromSeconds(static_cast<double>(stat->userTicks + stat->systemTicks) / ticksPerSecond),
                      .residentBytes = *pages * pageBytes};
}

}  // namespace zoetrope::launcher
