// SPDX-License-Identifier: MIT
// The words that stand where the picture will be: what this is and what to press next.
// Thread: pure functions.
#pragma once

#include "rtsp_client/engine_control.h"
#include "rtsp_client/target.h"

#include <string>

namespace zoetrope::client {

// One short line for the state in which there is no picture.
std::string nextStep(const EngineStatus& status);
// "hd1080.mjpeg - Zoetrope"
std::string windowTitle(const Target& target);
// What the engine said at an end that is not all well, as a sentence for the message bar.
Message endMessage(const std::string& why);

}  // namespace zoetrope::client
