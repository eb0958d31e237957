// SPDX-License-Identifier: MIT
#include "libstream/movie/movie_name.h"

#include "libstream/base/percent.h"
#include "libstream/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace zoetrope::movie {
namespace {

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool hasDriveLetter(std::string_view part) { return part.size() >= 2 && isLetter(part[0]) && part[1] == ':'; }

// CON, NUL, COM1, … with or without an extension: devices, wherever they stand.
bool isWindowsDevice(std::string_view part) {
  constexpr std::array<std::string_view, 6> kDevices{"con", "prn", "aux", "nul", "conin$", "conout$"};
  std::string stem = toLower(part.substr(0, part.find('.')));
  while (!stem.empty() && stem.back() == ' ') stem.pop_back();
  if (std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end()) return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && isDigit(stem[3]);
}

// Windows drops blanks and dots at the end, so that ".. " would be a way up; a colon names a stream of a file.
bool isRefusedByWindows(std::string_view part) {
  if (part.ends_with(' ') || part.ends_with('.')) return true;
  if (part.find_first_of(":<>\"|?*") != part.npos) return true;
  return isWindowsDevice(part);
}

// Why a part is refused; empty when it is not.
std::string_view refusal(std::string_view part, bool windowsRules) {
  if (part.empty()) return "an empty part";
  if (part == "." || part == "..") return "a way up";
  if (hasDriveLetter(part)) return "a drive";
  if (windowsRules && (isRefusedByWindows(part) || !isUtf8(part))) return "a name that Windows does not take";
  return {};
}

std::string_view refusalOfWhole(std::string_view name) {
  if (name.empty()) return "no name";
  if (name.size() > kMaxMovieNameBytes) return "a name that is too long";
  if (name.find('\\') != name.npos) return "a backslash";
  const bool control =
      std::any_of(name.begin(), name.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x20; });
  if (control) return "a control character";
  return {};
}

Error refused(std::string_view what, std::string_view name) {
  return Error{"refused for " + std::string(what) + ": " + printable(name)};
}

}  // namespace

Result<std::vector<std::string>> splitMovieName(std::string_view requestName, bool windowsRules) {
  if (requestName.size() > 3 * kMaxMovieNameBytes) return refused("a name that is too long", requestName);
  const std::string decoded = percentDecodeLeniently(requestName);
  if (const auto why = refusalOfWhole(decoded); !why.empty()) return refused(why, requestName);
  std::string_view name = decoded;
  if (name.starts_with('/')) name.remove_prefix(1);
  if (name.ends_with('/')) name.remove_suffix(1);
  std::vector<std::string> parts;
  for (const std::string_view part : split(name, '/')) {
    if (const auto why = refusal(part, windowsRules); !why.empty()) return refused(why, requestName);
    parts.emplace_back(part);
  }
  return parts;
}

}  // namespace zoetrope::movie
