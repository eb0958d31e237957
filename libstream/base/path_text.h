// SPDX-License-Identifier: MIT
// Between paths and UTF-8, whatever the system's paths are made of: a path that is made of a std::string directly takes
// it for the system's own encoding.
// Thread: pure functions.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace zoetrope {

// With '/' between the parts.
inline std::string utf8Of(const std::filesystem::path& path) {
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
}

inline std::filesystem::path pathOf(std::string_view utf8) { return {std::u8string(utf8.begin(), utf8.end())}; }

}  // namespace zoetrope
