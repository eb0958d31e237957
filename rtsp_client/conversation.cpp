// SPDX-License-Identifier: MIT
#include "rtsp_client/conversation.h"

#include "libstream/rtsp/uri.h"

#include <cstdio>
#include <ctime>

namespace zoetrope::client {
namespace {

// "12:34:56.789", local time.
std::string clockText(WallTime at) {
  const auto sinceEpoch = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch());
  const std::time_t seconds = static_cast<std::time_t>(sinceEpoch.count() / 1000);
  std::tm parts{};
#ifdef _WIN32
  localtime_s(&parts, &seconds);
#else
  localtime_r(&seconds, &parts);
#endif
  char text[32];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d.%03d", parts.tm_hour, parts.tm_min, parts.tm_sec,
                static_cast<int>(sinceEpoch.count() % 1000));
  return text;
}

}  // namespace

Conversation::Conversation(const std::filesystem::path& logFile) {
  if (logFile.empty()) return;
  log_.open(logFile, std::ios::binary | std::ios::trunc);
  logOpened_ = log_.is_open();
}

void Conversation::add(bool request, bool preBuffer, WallTime at, const std::string& text) {
  ConversationEntry entry{.request = request, .preBuffer = preBuffer, .at = at, .text = rtsp::redacted(text)};
  if (entry.text.size() > kMaxEntryBytes) entry.text.resize(kMaxEntryBytes);
  writeLog(entry);
  const std::lock_guard lock(mutex_);
  entry.number = forgotten_ + entries_.size();
  entries_.push_back(std::move(entry));
  if (entries_.size() <= kMaxEntries) return;
  entries_.pop_front();
  ++forgotten_;
}

std::vector<ConversationEntry> Conversation::entries(std::size_t first) const {
  const std::lock_guard lock(mutex_);
  if (first >= forgotten_ + entries_.size()) return {};
  const std::size_t skip = first > forgotten_ ? first - forgotten_ : 0;
  return {entries_.begin() + static_cast<std::ptrdiff_t>(skip), entries_.end()};
}

void Conversation::writeLog(const ConversationEntry& entry) {
  if (!log_.is_open()) return;
  log_ << "--- " << clockText(entry.at) << (entry.request ? " client" : " server")
       << (entry.preBuffer ? " (pre-buffer)" : "") << "\n"
       << entry.text;
  if (!entry.text.ends_with('\n')) log_ << '\n';
  log_.flush();
}

}  // namespace zoetrope::client
