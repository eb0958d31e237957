// SPDX-License-Identifier: MIT
// Systems that are not asked.
#include "launcher/process_usage.h"

namespace zoetrope::launcher {

std::optional<ProcessUsage> usageOf(ProcessId) { return std::nullopt; }

}  // namespace zoetrope::launcher
