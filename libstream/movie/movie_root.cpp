// SPDX-License-Identifier: MIT
#include "libstream/movie/movie_root.h"

#include "libstream/base/path_text.h"
#include "libstream/base/text.h"
#include "libstream/movie/file_kind.h"
#include "libstream/movie/file_reader.h"
#include "libstream/movie/real_path.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <system_error>

namespace zoetrope::movie {
namespace {

namespace fs = std::filesystem;

#ifdef _WIN32
constexpr bool kOnWindows = true;
#else
constexpr bool kOnWindows = false;
#endif

bool isInside(const fs::path& path, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

Result<fs::path, NotFound> findInside(const fs::path& folder, const std::vector<std::string>& parts) {
  std::error_code error;
  const fs::path root = realPath(folder, error);
  if (error) return NotFound{{}, "the movie folder cannot be read: " + error.message()};
  fs::path wanted = root;
  for (const std::string& part : parts) wanted /= pathOf(part);
  const fs::path found = realPath(wanted, error);
  if (error) return NotFound{{}, error.message()};
  if (!isInside(found, root)) return NotFound{{}, "a link that leads out of the movie folder"};
  if (!fs::is_regular_file(found, error)) return NotFound{{}, "not a regular file"};
  return found;
}

std::string nearestName(const std::vector<ListedMovie>& movies, std::string_view wanted) {
  std::string nearest;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const ListedMovie& movie : movies) {
    const std::string_view name = movie.name;
    const std::string_view lastPart = name.substr(name.rfind('/') + 1);
    const std::size_t distance = std::min(editDistance(wanted, name), editDistance(wanted, lastPart));
    if (distance >= least) continue;
    least = distance;
    nearest = movie.name;
  }
  return nearest;
}

bool hasExtension(const fs::path& path, std::initializer_list<std::string_view> extensions) {
  const std::string own = toLower(utf8Of(path.extension()));
  return std::find(extensions.begin(), extensions.end(), own) != extensions.end();
}

bool looksLikeMovie(const fs::path& path) {
  if (hasExtension(path, {".jpg", ".jpeg", ".jpe", ".jfif"})) return false;  // photographs
  const auto file = FileReader::open(path);
  if (!file) return false;
  std::array<std::uint8_t, kFileKindBytes> start{};
  const auto got = file->readAt(0, start);
  if (!got) return false;
  const Bytes bytes = Bytes(start).first(*got);
  if (startsLikeMovie(bytes)) return true;
  return hasExtension(path, {".mjpeg", ".mjpg"}) && !bytes.empty() && foreignFileKind(bytes).empty();
}

// Walks the folder for list(): bounded, and deaf to folders that cannot be read.
class Lister {
 public:
  explicit Lister(fs::path root) : root_(std::move(root)) {}

  std::vector<ListedMovie> list() {
    std::error_code error;
    fs::recursive_directory_iterator entry(root_, fs::directory_options::skip_permission_denied, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      if (++entries_ > kMaxListedEntries || movies_.size() >= kMaxListedMovies) break;
      if (isHidden(entry->path()) || entry.depth() >= kMaxListDepth) entry.disable_recursion_pending();
      if (!isHidden(entry->path())) consider(*entry);
    }
    std::sort(movies_.begin(), movies_.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return std::move(movies_);
  }

 private:
  static bool isHidden(const fs::path& path) { return utf8Of(path.filename()).starts_with('.'); }

  void consider(const fs::directory_entry& entry) {
    std::error_code error;
    if (!entry.is_regular_file(error) || error) return;
    // There a folder on the way may be a junction, which looks like any other.
    if (kOnWindows || entry.is_symlink(error)) {
      const fs::path target = realPath(entry.path(), error);
      if (error || !isInside(target, root_)) return;
    }
    if (!looksLikeMovie(entry.path())) return;
    const auto size = entry.file_size(error);
    if (!error) movies_.push_back({utf8Of(entry.path().lexically_relative(root_)), size});
  }

  fs::path root_;
  std::vector<ListedMovie> movies_;
  std::size_t entries_ = 0;
};

}  // namespace

Result<fs::path, NotFound> MovieRoot::resolve(std::string_view requestName, const ListOfNames& names) const {
  const auto parts = splitMovieName(requestName, kOnWindows);
  NotFound why;
  if (parts) {
    auto found = findInside(folder_, *parts);
    if (found) return found;
    why = found.error();
  } else {
    why.reason = parts.error().message;
  }
  why.nearest = nearestName(names(), requestName.substr(0, kMaxMovieNameBytes));
  return why;
}

std::vector<ListedMovie> MovieRoot::list() const {
  std::error_code error;
  fs::path root = realPath(folder_, error);
  if (error) return {};
  return Lister(std::move(root)).list();
}

}  // namespace zoetrope::movie
