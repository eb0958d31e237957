// SPDX-License-Identifier: MIT
// The player with its window, supervised or not.
// Thread: runWindowed on the main thread, once.
// Fails: without a display with a sentence and ExitCode::NoDisplay.
#pragma once

#include "libstream/control/exit_codes.h"
#include "rtsp_client/options.h"

namespace zoetrope::client {

control::ExitCode runWindowed(const Options& options);

}  // namespace zoetrope::client
