// SPDX-License-Identifier: MIT
// Names of movies as requests spell them: decoded, taken apart and checked before any of it comes near the disk.
// Thread: pure functions.
// Fails: splitMovieName() with what it refused, for the log.
#pragma once

#include "libstream/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::movie {

inline constexpr std::size_t kMaxMovieNameBytes = 1024;

// The parts between slashes, decoded: no way up, no empty part, no drive, no backslash, no control character. One
// leading and one trailing slash are allowed. `windowsRules` also refuses what only Windows treats as special.
Result<std::vector<std::string>> splitMovieName(std::string_view requestName, bool windowsRules);

}  // namespace zoetrope::movie
