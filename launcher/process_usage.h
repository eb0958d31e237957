// SPDX-License-Identifier: MIT
// What a process takes: processor time and memory.
// Thread: any; a UsageMeter one at a time.
// Fails: nothing where the system does not say (other than Linux and Windows) or the process is gone.
#pragma once

#include "launcher/child_process.h"

#include <cstdint>
#include <optional>

namespace zoetrope::launcher {

struct ProcessUsage {
  Duration cpu{};  // since its start
  std::uint64_t residentBytes = 0;
};
std::optional<ProcessUsage> usageOf(ProcessId pid);

// Two readings and the time between them are a load.
class UsageMeter {
 public:
  // Readings closer together than that are too coarse (the system counts in 10 ms).
  static constexpr Duration kShortest = std::chrono::milliseconds(500);

  // Reads when kShortest has passed or the process is another one. None: no process. True when a figure is new.
  bool update(std::optional<ProcessId> pid, TimePoint now);
  // The same with a reading of one's own.
  bool feed(ProcessId pid, const std::optional<ProcessUsage>& usage, TimePoint now);

  std::optional<double> cpuPercent() const { return cpuPercent_; }  // of one core
  std::optional<std::uint64_t> residentBytes() const { return residentBytes_; }

 private:
  bool dueFor(ProcessId pid, TimePoint now) const { return pid != pid_ || now - at_ >= kShortest; }
  void clear();

  ProcessId pid_ = 0;
  TimePoint at_{};
  Duration cpu_{};
  std::optional<double> cpuPercent_;
  std::optional<std::uint64_t> residentBytes_;
};

}  // namespace zoetrope::launcher
