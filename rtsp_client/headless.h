// SPDX-License-Identifier: MIT
// The player without a window: presses SETUP, PLAY when the cache is full, and TEARDOWN at the end by itself.
// Thread: runHeadless on the main thread, once; the engine has its own.
#pragma once

#include "libstream/control/exit_codes.h"
#include "rtsp_client/options.h"

namespace zoetrope::client {

// Comes back when the movie or --duration is over, on an error without a way on, on Ctrl-C, or, supervised, when
// stdin closes.
control::ExitCode runHeadless(const Options& options);

}  // namespace zoetrope::client
