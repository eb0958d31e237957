// SPDX-License-Identifier: MIT
#include "rtsp_client/frame_saver.h"

#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/transcode.h"

#include <utility>

namespace zoetrope::client {

FrameSaver::FrameSaver(const std::filesystem::path& file)
    : path_(file), file_(file, std::ios::binary | std::ios::trunc), opened_(file_.is_open()) {
  if (opened_) thread_ = std::thread([this] { run(); });
}

FrameSaver::~FrameSaver() { static_cast<void>(finish()); }

void FrameSaver::save(Bytes jpeg) {
  if (!opened_) return;
  const std::lock_guard lock(mutex_);
  if (waitingBytes_ + jpeg.size() > kMaxWaitingBytes) {
    ++refused_;
    return;
  }
  waiting_.emplace_back(jpeg.begin(), jpeg.end());
  waitingBytes_ += jpeg.size();
  changed_.notify_one();
}

Result<void> FrameSaver::finish() {
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
  if (!opened_) return Error{"cannot write " + path_.string() + ": is the folder there, and may it be written?"};
  if (failed_) return Error{"writing " + path_.string() + " failed: is the disk full?"};
  if (refused_ > 0)
    return Error{std::to_string(refused_) + " frames are missing in " + path_.string() + ": the disk was too slow"};
  return {};
}

void FrameSaver::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return finishing_ || !waiting_.empty(); });
    if (waiting_.empty()) break;
    const ByteBuffer jpeg = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    write(jpeg);
    lock.lock();
    waitingBytes_ -= jpeg.size();
    failed_ = failed_ || !file_;
  }
  file_.close();
  failed_ = failed_ || !file_;
}

void FrameSaver::write(const ByteBuffer& jpeg) {
  const auto put = [this](Bytes bytes) {
    file_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  };
  const auto info = jpeg::parseFrameHeader(jpeg);
  if (info.isDone() && jpeg::remedyForWholeJpeg(info.value()) == jpeg::Remedy::AddHuffmanTables) {
    const auto whole = jpeg::applyRemedy(jpeg::Remedy::AddHuffmanTables, jpeg);
    if (whole) {
      put(*whole);
      ++saved_;
      return;
    }
  }
  put(jpeg);
  ++saved_;
}

}  // namespace zoetrope::client
