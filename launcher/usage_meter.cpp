// SPDX-License-Identifier: MIT
#include "launcher/process_usage.h"

namespace zoetrope::launcher {

bool UsageMeter::update(std::optional<ProcessId> pid, TimePoint now) {
  if (!pid) {
    const bool had = pid_ != 0;
    clear();
    return had;
  }
  return dueFor(*pid, now) && feed(*pid, usageOf(*pid), now);
}

bool UsageMeter::feed(ProcessId pid, const std::optional<ProcessUsage>& usage, TimePoint now) {
  if (!dueFor(pid, now)) return false;
  if (!usage) {
    clear();
    return true;
  }
  cpuPercent_.reset();
  if (pid == pid_ && usage->cpu >= cpu_) cpuPercent_ = 100 * toSeconds(usage->cpu - cpu_) / toSeconds(now - at_);
  residentBytes_ = usage->residentBytes;
  pid_ = pid;
  cpu_ = usage->cpu;
  at_ = now;
  return true;
}

void UsageMeter::clear() {
  pid_ = 0;
  cpuPercent_.reset();
  residentBytes_.reset();
}

}  // namespace zoetrope::launcher
