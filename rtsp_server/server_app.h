// SPDX-License-Identifier: MIT
// The program around the server: words for people, status lines for a supervisor, and the ways to end.
// Thread: the main one.
// Fails: with a sentence on stderr and an exit code of control/exit_codes.h.
#pragma once

#include "libstream/control/exit_codes.h"

#include <span>
#include <string>

namespace zoetrope::server {

// Without the program's name. Returns when the server has ended.
control::ExitCode runServerApp(std::span<const std::string> arguments);

}  // namespace zoetrope::server
