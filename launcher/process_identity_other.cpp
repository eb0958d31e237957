// SPDX-License-Identifier: MIT
// Systems without /proc: pids only.
#include "launcher/process_identity.h"

#include <Poco/Process.h>

namespace zoetrope::launcher {

std::uint64_t startMarkOf(ProcessId) { return 0; }

ProcessId ownProcessId() { return static_cast<ProcessId>(Poco::Process::id()); }

}  // namespace zoetrope::launcher
