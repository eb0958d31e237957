// SPDX-License-Identifier: MIT
#include "rtsp_server/event_log.h"

#include "libstream/base/text.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace zoetrope::server {

namespace {

std::string timeOfDay(WallTime time) {
  const auto nanos = time.time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(nanos);
  const std::time_t whole = seconds.count();
  std::tm local{};
#ifdef _WIN32
  localtime_s(&local, &whole);
#else
  localtime_r(&whole, &local);
#endif
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d:%02d.%03d", local.tm_hour, local.tm_min, local.tm_sec,
                static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(nanos - seconds).count()));
  return text.data();
}

}  // namespace

std::string onOneLine(std::string_view text) {
  std::string line = toUtf8(text);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if (byte < 0x20 || byte == 0x7F) line[i] = '?';
    // U+0080 to U+009F, which some terminals obey.
    const auto next = static_cast<unsigned char>(i + 1 < line.size() ? line[i + 1] : 0);
    if (byte == 0xC2 && next >= 0x80 && next < 0xA0) line.replace(i, 2, "?");
  }
  return line;
}

void EventLog::line(const std::string& text) {
  write(Channel::Log, timeOfDay(clock_.wallNow()) + " " + onOneLine(text));
}

void EventLog::status(const control::StatusLine& status) {
  if (supervised_) write(Channel::Status, control::writeStatusLine(status));
}

bool EventLog::report(const control::StatusLine& status) {
  if (!supervised_ || pending_ >= kMaxPendingReports) return false;
  this->status(status);
  return true;
}

void EventLog::write(Channel channel, std::string text) {
  if (pending_ >= kMaxPending) {
    ++dropped_;
    return;
  }
  if (const int dropped = channel == Channel::Log ? dropped_.exchange(0) : 0; dropped > 0)
    text += " (" + std::to_string(dropped) + " lines before this one were dropped: nobody reads)";
  ++pending_;
  writer_(channel, std::move(text), [this] { --pending_; });
}

}  // namespace zoetrope::server
