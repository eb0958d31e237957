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
  if (!tools_.helpers.trySubmit([this, answer] { answer(root_.list()); })) answer({});
}

void MovieLibrary::resolveAndOpen(const std::string& requestName, const OpenAnswer& answer) {
  const auto path = root_.resolve(requestName);
  if (!path) return answer(MovieFailure{404, path.error().nearest, path.error().reason});
  const std::string key = path->string();
  bool mustOpen = false;
  if (const auto movie = findOrWait(key, answer, mustOpen)) return answer(movie);
  if (mustOpen) finish(key, openFile(*path));
}

std::shared_ptr<ServedMovie> MovieLibrary::findOrWait(const std::string& path, const OpenAnswer& answer,
                                                      bool& mustOpen) {
  const std::lock_guard lock(mutex_);
  const auto [at, isNew] = entries_.try_emplace(path);
  Entry& entry = at->second;
  if (entry.movie && entry.movie->unchanged()) return entry.movie;
  mustOpen = isNew || entry.movie;
  entry.movie = nullptr;
  entry.waiting.push_back(answer);
  return nullptr;
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
    Entry& entry = entries_[path];
    waiting = std::move(entry.waiting);
    if (result)
      entry = Entry{*result, {}};
    else
      entries_.erase(path);
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
