// SPDX-License-Identifier: MIT
// The words of the window: what this is and what to press next, how it ended, what a report is called.
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
// That a report was written, or why not and what to do.
Message savedMessage(const std::string& file);
Message notSavedMessage(const std::string& why);
// "hd1080-report", to begin with: the form that is chosen adds its ending.
std::string reportName(const Target& target);
// The file's name with the ending of the chosen form ("Page (*.html)|*.html|JSON (*.json)|*.json", from 0), unless it
// has one of their endings already.
std::string withEnding(const std::string& file, const std::string& forms, int chosen);

}  // namespace zoetrope::client
