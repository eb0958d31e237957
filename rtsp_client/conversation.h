// SPDX-License-Identifier: MIT
// What was said over RTSP, without the password: the last entries in memory, all of them in --log's file.
// Thread: add: the network thread; entries: any.
// Limits: kMaxEntries of kMaxEntryBytes; the oldest are forgotten.
#pragma once

#include "rtsp_client/engine_control.h"

#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

namespace zoetrope::client {

class Conversation {
 public:
  static constexpr std::size_t kMaxEntries = 2000;
  static constexpr std::size_t kMaxEntryBytes = 16 * 1024;

  // An empty path: no file.
  explicit Conversation(const std::filesystem::path& logFile);

  void add(bool request, bool preBuffer, WallTime at, const std::string& text);
  std::vector<ConversationEntry> entries(std::size_t first) const;
  // False when the log file could not be made.
  bool logOpened() const { return logOpened_; }

 private:
  void writeLog(const ConversationEntry& entry);

  // Owned.
  std::ofstream log_;
  bool logOpened_ = true;
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  std::deque<ConversationEntry> entries_;
  std::size_t forgotten_ = 0;
};

}  // namespace zoetrope::client
