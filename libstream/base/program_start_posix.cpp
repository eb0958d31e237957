// SPDX-License-Identifier: MIT
#include "libstream/base/program_start.h"

namespace zoetrope {

std::vector<std::string> startProgram(int argc, char** argv) {
  return argc < 1 ? std::vector<std::string>() : std::vector<std::string>(argv + 1, argv + argc);
}

}  // namespace zoetrope
