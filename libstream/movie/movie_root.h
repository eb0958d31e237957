// SPDX-License-Identifier: MIT
// The folder that movies are served from: finds what a request names, and nothing outside of it.
// Thread: immutable; any thread. Looks at the disk at each call.
// Fails: resolve() with the nearest name there is; why it refused is for the log, never for the asker.
// Limits: named below.
#pragma once

#include "libstream/movie/movie_name.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::movie {

inline constexpr int kMaxListDepth = 8;
inline constexpr std::size_t kMaxListedMovies = 1000;
inline constexpr std::size_t kMaxListedEntries = 20'000;

struct NotFound {
  std::string nearest;  // a name that list() has, or empty
  std::string reason;   // for the log
};

struct ListedMovie {
  std::string name;  // as a request spells it: relative, '/' between folders, UTF-8, not percent-encoded
  std::uint64_t size = 0;
};

class MovieRoot {
 public:
  using ListOfNames = std::function<std::vector<ListedMovie>()>;

  // The folder need not exist yet; then nothing is found in it.
  explicit MovieRoot(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& folder() const { return folder_; }

  // `requestName` as it came: percent-encoded or not, one leading and one trailing slash allowed. Gives the path of a
  // regular file inside the folder, links resolved.
  Result<std::filesystem::path, NotFound> resolve(std::string_view requestName) const {
    return resolve(requestName, [this] { return list(); });
  }
  // `names` is asked for the nearest name when there is none: the caller may have a list already.
  Result<std::filesystem::path, NotFound> resolve(std::string_view requestName, const ListOfNames& names) const;

  // Regular files that look like movies, sorted by name.
  std::vector<ListedMovie> list() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace zoetrope::movie
