// SPDX-License-Identifier: MIT
// The movies of the root folder: each opened and indexed once, by a helper, and shared by all sessions; opened anew
// when another file is in its place.
// Thread: any.
// Owns: the movies asked for last (kKeptMovies); others are let go when nobody plays them. Borrows: helpers, cache, log
// and clock.
// Fails: MovieFailure with the status to answer; what the file is and what helps is in the log.
#pragma once

#include "libstream/base/result.h"
#include "libstream/movie/movie_root.h"
#include "rtsp_server/limits.h"
#include "rtsp_server/served_movie.h"

#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::server {

struct MovieFailure {
  int status = 404;     // 404, 415, or 503 when the helpers have too much to do
  std::string nearest;  // a name there is, or empty
  std::string reason;   // for the log
};

class MovieLibrary {
 public:
  using OpenResult = Result<std::shared_ptr<ServedMovie>, MovieFailure>;
  // Called once, on a helper's thread (or at once on the caller's when no helper is free).
  using OpenAnswer = std::function<void(const OpenResult&)>;
  using ListAnswer = std::function<void(const std::vector<movie::ListedMovie>&)>;

  MovieLibrary(std::filesystem::path root, std::optional<double> fps, const Clock& clock, ServedMovie::Tools tools)
      : root_(std::move(root)), fps_(fps), clock_(clock), tools_(tools) {}

  // `requestName` as the request spells it.
  void open(const std::string& requestName, OpenAnswer answer);
  void list(ListAnswer answer);
  // Blocks: for the start of the program.
  std::vector<movie::ListedMovie> listNow() const { return root_.list(); }

 private:
  struct Entry {
    std::weak_ptr<ServedMovie> movie;
    bool opening = false;
    std::vector<OpenAnswer> waiting;
  };

  void resolveAndOpen(const std::string& requestName, const OpenAnswer& answer);
  std::shared_ptr<ServedMovie> findOrWait(const std::string& path, const OpenAnswer& answer, bool& mustOpen);
  void forgetChanged(const std::string& path);
  void keep(const std::shared_ptr<ServedMovie>& movie);
  std::vector<movie::ListedMovie> recentList();
  OpenResult openFile(const std::filesystem::path& path);
  void finish(const std::string& path, const OpenResult& result);
  void logOpened(const movie::Movie& movie);

  // Given.
  const movie::MovieRoot root_;
  const std::optional<double> fps_;
  const Clock& clock_;
  const ServedMovie::Tools tools_;
  // Guarded by mutex_.
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;
  std::list<std::shared_ptr<ServedMovie>> kept_;  // the last asked for first
  std::uint64_t lastId_ = 0;
  // Guarded by listMutex_.
  std::mutex listMutex_;
  std::vector<movie::ListedMovie> list_;
  std::optional<TimePoint> listedAt_;
};

}  // namespace zoetrope::server
