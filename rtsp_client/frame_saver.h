// SPDX-License-Identifier: MIT
// Writes complete frames one behind the other into a file, from a thread of its own, so that a slow disk never holds up
// the network. Frames without Huffman tables get the standard ones.
// Thread: construct, save and finish on one thread.
// Fails: finish() says why something is missing.
// Limits: kMaxWaitingBytes in memory; what comes while they are full is not saved, and said.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>

namespace zoetrope::client {

class FrameSaver {
 public:
  static constexpr std::size_t kMaxWaitingBytes = std::size_t{1} << 30;

  explicit FrameSaver(const std::filesystem::path& file);
  ~FrameSaver();
  FrameSaver(const FrameSaver&) = delete;
  FrameSaver& operator=(const FrameSaver&) = delete;

  // False when the file could not be made.
  bool open() const { return opened_; }
  // Copies the frame and returns at once.
  void save(Bytes jpeg);
  // Waits until all is written.
  Result<void> finish();
  std::uint64_t saved() const { return saved_; }

 private:
  void run();
  void write(const ByteBuffer& jpeg);

  // Owned.
  std::filesystem::path path_;
  std::ofstream file_;
  bool opened_ = false;
  std::atomic<std::uint64_t> saved_{0};
  // Guarded by mutex_.
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<ByteBuffer> waiting_;
  std::size_t waitingBytes_ = 0;
  std::uint64_t refused_ = 0;
  bool finishing_ = false;
  bool failed_ = false;

  std::thread thread_;
};

}  // namespace zoetrope::client
