// SPDX-License-Identifier: MIT
#include "launcher/process_usage.h"
#include "launcher/windows_win.h"

#include <psapi.h>

namespace zoetrope::launcher {
namespace {

Duration durationOf(const FILETIME& time) {
  constexpr std::int64_t kNanosecondsPerUnit = 100;
  const auto units = static_cast<std::int64_t>(time.dwHighDateTime) << 32 | time.dwLowDateTime;
  return Duration(units * kNanosecondsPerUnit);
}

}  // namespace

std::optional<ProcessUsage> usageOf(ProcessId pid) {
  const Handle process(::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(pid)));
  if (!process.open()) return std::nullopt;
  FILETIME created, ended, kernel, user;
  PROCESS_MEMORY_COUNTERS memory{};
  memory.cb = sizeof memory;
  if (!::GetProcessTimes(process.get(), &created, &ended, &kernel, &user) ||
      !::K32GetProcessMemoryInfo(process.get(), &memory, sizeof memory))
    return std::nullopt;
  return ProcessUsage{.cpu = durationOf(kernel) + durationOf(user), .residentBytes = memory.WorkingSetSize};
}

}  // namespace zoetrope::launcher
