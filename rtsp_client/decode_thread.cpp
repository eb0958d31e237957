// SPDX-License-Identifier: MIT
#include "rtsp_client/decode_thread.h"

#include "libstream/jpeg/decoder.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace zoetrope::client {

// Three pictures go round: one is painted, one is the newest, one is being made.
class DecodeThread::Worker {
 public:
  Worker(DecodeThread& owner, PictureSink& sink) : owner_(owner), sink_(sink), thread_([this] { run(); }) {}

  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      changed_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
  }

  void finish() {
    {
      const std::lock_guard lock(mutex_);
      finishing_ = true;
      changed_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
  }

  void offer(std::shared_ptr<const ShownFrame> frame) {
    const std::lock_guard lock(mutex_);
    if (offered_) ++owner_.skipped_;
    offered_ = std::move(frame);
    changed_.notify_one();
  }

  void setSize(int width, int height) {
    const std::lock_guard lock(mutex_);
    if (width == width_ && height == height_) return;
    width_ = width;
    height_ = height;
    sizeChanged_ = true;
    changed_.notify_one();
  }

  const Picture* latest() {
    const std::lock_guard lock(mutex_);
    if (fresh_) {
      std::swap(painted_, newest_);
      fresh_ = false;
    }
    return pictures_[painted_].width > 0 ? &pictures_[painted_] : nullptr;
  }

  void forget() {
    const std::lock_guard lock(mutex_);
    offered_ = nullptr;
    last_ = nullptr;
    fresh_ = false;
    ++session_;
    pictures_[painted_].width = 0;
  }

 private:
  // What to decode next: a new frame, or the last one again for another size.
  struct Task {
    std::shared_ptr<const ShownFrame> frame;
    int width = 0;
    int height = 0;
    bool again = false;
    std::uint64_t session = 0;
  };

  void run() {
    while (const auto task = nextTask()) decode(*task);
  }

  std::optional<Task> nextTask() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || finishing_ || offered_ || (sizeChanged_ && last_); });
    if (stopping_ || (finishing_ && !offered_)) return std::nullopt;
    const bool again = !offered_;
    if (offered_) last_ = std::exchange(offered_, nullptr);
    sizeChanged_ = false;
    return Task{last_, width_, height_, again, session_};
  }

  void decode(const Task& task) {
    Picture& picture = pictures_[making_];
    const auto size = decoder_.decodeBgrx(task.frame->jpeg, task.width, task.height, picture.pixels);
    if (!task.again) {
      ++owner_.decoded_;
      if (!size || size->corrupt()) ++owner_.damaged_;
    }
    if (!size) return;
    picture.width = size->width;
    picture.height = size->height;
    picture.stride = picture.pixels.stride();
    picture.movieWidth = size->fullWidth;
    picture.movieHeight = size->fullHeight;
    picture.number = task.frame->number;
    picture.position = task.frame->position;
    {
      const std::lock_guard lock(mutex_);
      if (task.session != session_) return;
      std::swap(making_, newest_);
      fresh_ = true;
    }
    sink_.onPicture();
  }

  // Given (not owned).
  DecodeThread& owner_;
  PictureSink& sink_;
  // Owned; the decoder is the thread's.
  jpeg::Decoder decoder_;
  std::array<Picture, 3> pictures_;
  // Guarded by mutex_. The picture at making_ is the thread's, that at painted_ the painter's.
  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<const ShownFrame> offered_;
  std::shared_ptr<const ShownFrame> last_;
  int width_ = 0;
  int height_ = 0;
  bool sizeChanged_ = false;
  bool stopping_ = false;
  bool finishing_ = false;
  // Counts the sessions forgotten.
  std::uint64_t session_ = 0;
  std::size_t painted_ = 0;
  std::size_t newest_ = 1;
  std::size_t making_ = 2;
  bool fresh_ = false;

  std::thread thread_;
};

DecodeThread::DecodeThread(PictureSink& sink) : worker_(std::make_unique<Worker>(*this, sink)) {}
DecodeThread::~DecodeThread() = default;
void DecodeThread::onFrame(std::shared_ptr<const ShownFrame> frame) { worker_->offer(std::move(frame)); }
void DecodeThread::finish() { worker_->finish(); }
void DecodeThread::setTargetSize(int width, int height) { worker_->setSize(width, height); }
const Picture* DecodeThread::latest() { return worker_->latest(); }
void DecodeThread::forget() { worker_->forget(); }

}  // namespace zoetrope::client
