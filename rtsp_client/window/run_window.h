// SPDX-License-Identifier: MIT
// The player with its window: everything between a parsed command line and an exit code.
// Thread: runWindow on the main thread, once; closeWindow from any.
#pragma once

#include "rtsp_client/decode_thread.h"
#include "rtsp_client/engine_control.h"
#include "rtsp_client/options.h"
#include "rtsp_client/window/session_outcome.h"

#include <functional>
#include <memory>

namespace zoetrope::client {

// Makes the engine and starts it. The window stops and joins it before runWindow returns; who shares it may read its
// counters after that.
using EngineMaker = std::function<std::shared_ptr<EngineControl>(FrameSink&, EngineListener&)>;

// False without a display: asked before runWindow, which would end the program with a toolkit's words.
bool canOpenWindow();

// Comes back when the window has been closed and the session taken down: within about 2 s, or, with a file to save in,
// when that is written.
Ending runWindow(const Options& options, const EngineMaker& makeEngine);

// Closes the window as its user would; before there is one, it closes as soon as it opens.
void closeWindow();

}  // namespace zoetrope::client
