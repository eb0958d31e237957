// SPDX-License-Identifier: MIT
// What every program does first: its arguments in UTF-8, whatever the system's own form of them is, and its output as
// bytes that a console shows as the UTF-8 that they are.
// Thread: the main one, before any other.
#pragma once

#include <string>
#include <vector>

namespace zoetrope {

// Without the program's name.
std::vector<std::string> startProgram(int argc, char** argv);

}  // namespace zoetrope
