// SPDX-License-Identifier: MIT
// A movie as sessions see it: frames straight out of the file's map, put right by a helper where they need it, or
// smaller.
// Thread: any; shared by all sessions.
// Owns: the movie. Borrows: the tools, which outlive it.
#pragma once

#include "libstream/movie/movie.h"
#include "rtsp_server/event_log.h"
#include "rtsp_server/frame_source.h"
#include "rtsp_server/helper_pool.h"
#include "rtsp_server/picture_cache.h"
#include "rtsp_server/ready_frames.h"
#include "rtsp_server/renditions.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>

namespace zoetrope::server {

class ServedMovie final : public FrameSource, public std::enable_shared_from_this<ServedMovie> {
 public:
  struct Tools {
    PictureCache& cache;
    HelperPool& helpers;
    // Smaller renditions have their own, so that nothing else has to wait for them.
    PictureCache& renditions;
    HelperPool& renderers;
    const Clock& clock;
    EventLog& log;
  };

  ServedMovie(std::shared_ptr<const movie::Movie> movie, std::uint64_t id, const Tools& tools);

  const movie::Movie& movie() const { return *movie_; }
  // What names it in requests and URLs (may be in a folder of the root).
  const std::string& name() const { return movie_->name(); }
  // Once it was found to have changed, it stays so.
  bool unchanged() const;

  std::size_t frameCount() const override { return movie_->frameCount(); }
  double fps() const override { return movie_->fps(); }
  double averageFrameBytes() const override {
    return static_cast<double>(movie_->frameBytes()) / static_cast<double>(frameCount());
  }
  std::shared_ptr<const Ladder> ladder(FrameForm form) const override { return renditions_->ladder(form); }
  void measureLadder(FrameForm form) override { renditions_->measure(form); }
  FrameAnswer get(std::size_t number, FrameForm form, std::size_t rung, const std::function<void()>& wake) override;
  void prefetch(std::size_t number, FrameForm form, std::size_t rung) override;

 private:
  // As it was at most kFileLook ago.
  bool wasUnchanged();
  FrameAnswer asItIs(std::size_t number, FrameForm form, jpeg::FrameInfo info, Bytes header);
  FrameAnswer putRight(std::size_t number, FrameForm form, jpeg::Remedy remedy, const std::function<void()>& wake,
                       bool begin);
  FrameAnswer answer(std::size_t number, FrameForm form, std::size_t rung, const std::function<void()>& wake,
                     bool begin);
  FrameAnswer asTheMovieHasIt(std::size_t number, FrameForm form, const std::function<void()>& wake, bool begin);
  static FrameAnswer fromPicture(const PictureCache::PicturePtr& picture, FrameForm form);
  static FrameAnswer smaller(const Renditions::Found& found, FrameForm form);
  void make(std::size_t number, jpeg::Remedy remedy);
  void logOnce(const std::string& text);

  // Owned.
  const std::shared_ptr<const movie::Movie> movie_;
  const std::uint64_t id_;
  const std::shared_ptr<Renditions> renditions_;
  // Given (not owned).
  const Tools tools_;
  // State.
  mutable std::atomic<bool> gone_ = false;
  std::atomic<Duration::rep> lookedAt_;
  ReadyFrames ready_;
  // Guarded by mutex_.
  std::mutex mutex_;
  std::set<std::string> logged_;
};

}  // namespace zoetrope::server
