// SPDX-License-Identifier: MIT
// A movie's smaller renditions: its ladder, measured once a session wants it, and the frames made for a rung of it,
// each once for all sessions. Thread: any; shared by all sessions of the movie. Owns: the ladders. Borrows: the cache,
// the helpers, the clock and the log, which outlive it. Fails: a frame that cannot be made smaller is best as it is;
// the log says why, once a movie. Limits: the cache's bytes; what is not begun in time (kRenditionWait) is not made.
#pragma once

#include "libstream/base/time.h"
#include "libstream/jpeg/ladder.h"
#include "libstream/movie/movie.h"
#include "rtsp_server/event_log.h"
#include "rtsp_server/frame_source.h"
#include "rtsp_server/helper_pool.h"
#include "rtsp_server/picture_cache.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

namespace zoetrope::server {

class Renditions : public std::enable_shared_from_this<Renditions> {
 public:
  struct Tools {
    PictureCache& cache;
    HelperPool& renderers;
    // For the measuring, which takes longer.
    HelperPool& helpers;
    const Clock& clock;
    EventLog& log;
  };

  Renditions(std::shared_ptr<const movie::Movie> movie, std::uint64_t id, const Tools& tools)
      : movie_(std::move(movie)), id_(id), tools_(tools) {}

  std::shared_ptr<const Ladder> ladder(FrameForm form) const;
  void measure(FrameForm form);

  struct Found {
    enum class Kind { Ready, Pending, AsItIs };
    Kind kind = Kind::AsItIs;
    PictureCache::PicturePtr picture;
    Rung rung;
  };
  // As FrameSource::get() has it; made by a helper only with `begin`.
  Found find(std::size_t number, FrameForm form, std::size_t rung, const PictureCache::Wake& wake, bool begin);

 private:
  // What RFC 2435 alone can carry is another ladder, unless all of the movie is.
  struct Measured {
    bool begun = false;
    bool tooLarge = false;  // for RFC 2435: renditions are scaled down first
    std::shared_ptr<const Ladder> all = std::make_shared<const Ladder>(1);
    // For the course dialect, whose players expect one size.
    std::shared_ptr<const Ladder> fullSize = all;
  };

  std::size_t kindFor(FrameForm form) const { return form == FrameForm::Rfc2435 && !movie_->allFitRfc2435() ? 1 : 0; }
  void measureNow(std::size_t kind);
  void make(const PictureCache::Key& key, TimePoint until);
  PictureCache::Picture made(const PictureCache::Key& key);

  // Given.
  const std::shared_ptr<const movie::Movie> movie_;
  const std::uint64_t id_;
  const Tools tools_;
  // State.
  std::atomic<bool> failureLogged_ = false;
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  std::array<Measured, 2> measured_;
};

}  // namespace zoetrope::server
