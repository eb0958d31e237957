// SPDX-License-Identifier: MIT
#include "rtsp_server/movie_library.h"

#include <cstdio>

namespace zoetrope::server {

namespace {

std::string oneDecimal(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

}  // namespace

void MovieLibrary::open(const std::string& requestName, OpenAnswer answer) {
  if (tools_.helpers.trySubmit([this, requestName, answer] { resolveAndOpen(requestName, answer); })) return;
  answer(MovieFailure{503, {}, "the helpers have too much to do"});
}

void MovieLibrary::list(ListAnswer answer) {
  if (!tools_.helpers.trySubmit([this, answer] { answer(recentList()); })) answer({});
}

void MovieLibrary::resolveAndOpen(const std::string& requestName, const OpenAnswer& answer) {
  const auto path = root_.resolve(requestName, [this] { return recentList(); });
  if (!path) return answer(MovieFailure{404, path.error().nearest, path.error().reason});
  const std::string key = path->string();
  forgetChanged(key);
  bool mustOpen = false;
  if (const auto movie = findOrWait(key, answer, mustOpen)) return answer(movie);
  if (mustOpen) finish(key, openFile(*path));
}

std::shared_ptr<ServedMovie> MovieLibrary::findOrWait(const std::string& path, const OpenAnswer& answer,
                                                      bool& mustOpen) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[path];
  if (auto movie = entry.movie.lock()) {
    keep(movie);
    return movie;
  }
  mustOpen = !entry.opening;
  entry.opening = true;
  entry.waiting.push_back(answer);
  return nullptr;
}

// Sessions that play the old file keep it. The disk is asked outside of the lock: it may be slow.
void MovieLibrary::forgetChanged(const std::string& path) {
  std::vector<std::shared_ptr<ServedMovie>> known;
  {
    const std::lock_guard lock(mutex_);
    known.assign(kept_.begin(), kept_.end());
    if (const auto found = entries_.find(path); found != entries_.end())
      if (auto movie = found->second.movie.lock()) known.push_back(std::move(movie));
  }
  std::erase_if(known,
                [](const auto& movie) { return movie->unchanged() && movie->movie().isAt(movie->movie().path()); });
  const std::lock_guard lock(mutex_);
  for (const auto& movie : known) {
    kept_.remove(movie);
    std::erase_if(entries_, [&](const auto& entry) { return entry.second.movie.lock() == movie; });
  }
}

// The lock is held.
void MovieLibrary::keep(const std::shared_ptr<ServedMovie>& movie) {
  kept_.remove(movie);
  kept_.push_front(movie);
  if (kept_.size() > kKeptMovies) kept_.pop_back();
}

// Who comes while another looks waits for what he finds.
std::vector<movie::ListedMovie> MovieLibrary::recentList() {
  const std::lock_guard lock(listMutex_);
  const TimePoint now = clock_.now();
  if (!listedAt_ || now - *listedAt_ > kListAge) {
    list_ = root_.list();
    listedAt_ = clock_.now();
  }
  return list_;
}

MovieLibrary::OpenResult MovieLibrary::openFile(const std::filesystem::path& path) {
  movie::Movie::OpenOptions options;
  options.fps = fps_;
  options.progress = [this](std::uint64_t, std::uint64_t) { return tools_.helpers.lendAHand(); };
  auto opened = movie::Movie::open(path, options);
  if (!opened) {
    const movie::MovieError& error = opened.error();
    const bool noMovie = error.kind == movie::MovieError::Kind::NotAMovie;
    tools_.log.line(path.filename().string() + " cannot be played: " + error.message);
    return MovieFailure{noMovie ? 415 : 404, {}, error.message};
  }
  logOpened(**opened);
  std::uint64_t id = 0;
  {
    const std::lock_guard lock(mutex_);
    id = ++lastId_;
  }
  return std::make_shared<ServedMovie>(*std::move(opened), id, tools_);
}

void MovieLibrary::finish(const std::string& path, const OpenResult& result) {
  std::vector<OpenAnswer> waiting;
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(path);
    waiting = std::move(found->second.waiting);
    entries_.erase(found);
    if (result) {
      entries_[path].movie = *result;
      keep(*result);
    }
    std::erase_if(entries_, [](const auto& entry) { return !entry.second.opening && entry.second.movie.expired(); });
  }
  for (const OpenAnswer& answer : waiting) answer(result);
}

void MovieLibrary::logOpened(const movie::Movie& movie) {
  std::string text = movie.name() + ": " + std::to_string(movie.frameCount()) + " frames, " +
                     oneDecimal(movie.durationSeconds()) + " s at " + oneDecimal(movie.fps()) + " frames/s (" +
                     movie.fpsReason() + ")";
  if (movie.damagedFrames() > 0) text += "; " + std::to_string(movie.damagedFrames()) + " damaged frames are left out";
  tools_.log.line(text);
}

}  // namespace zoetrope::server
