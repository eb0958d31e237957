// SPDX-License-Identifier: MIT
// The launcher's window, from opening to its end.
// Thread: the program's main thread.
#pragma once

#include "launcher/launch_options.h"
#include "libstream/control/exit_codes.h"

namespace zoetrope::launcher {

control::ExitCode runLauncher(const LaunchOptions& options);

}  // namespace zoetrope::launcher
