// SPDX-License-Identifier: MIT
// Small files of /proc as text.
// Thread: any.
// Fails: nothing when there is no such file or it may not be read.
#pragma once

#include "launcher/child_process.h"

#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace zoetrope::launcher {

inline std::optional<std::string> readProcFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

inline std::optional<std::string> readProcFile(ProcessId pid, const char* name) {
  return readProcFile("/proc/" + std::to_string(pid) + "/" + name);
}

}  // namespace zoetrope::launcher
