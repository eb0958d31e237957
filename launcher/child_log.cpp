// SPDX-License-Identifier: MIT
#include "launcher/child_log.h"

#include "libstream/base/text.h"

#include <algorithm>

namespace zoetrope::launcher {
namespace {

// Tabs become blanks; colours and other sequences for terminals (ESC [ … letter) go, other control characters too.
std::string withoutControls(std::string_view text) {
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0x1B && i + 1 < text.size() && text[i + 1] == '[') {
      i += 2;
      while (i < text.size() && !(text[i] >= 0x40 && text[i] <= 0x7E)) ++i;
    } else if (c == '\t') {
      clean += ' ';
    } else if (c >= 0x20 && c != 0x7F) {
      clean += text[i];
    }
  }
  return clean;
}

// At most that many bytes, without a broken UTF-8 sequence at the end.
std::string_view cut(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return text;
  while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0) == 0x80) --longest;
  return text.substr(0, longest);
}

}  // namespace

void ChildLog::add(LogLine::Kind kind, WallTime time, std::string_view text) {
  lines_.push_back(
      {.number = ++newest_, .kind = kind, .time = time, .text = toUtf8(withoutControls(cut(text, kMaxLineBytes)))});
  bytes_ += lines_.back().text.size();
  while (lines_.size() > kMaxLines || bytes_ > kMaxBytes) {
    bytes_ -= lines_.front().text.size();
    lines_.pop_front();
  }
}

std::vector<LogLine> ChildLog::after(std::uint64_t number) const {
  if (number >= newest_) return {};
  return last(static_cast<std::size_t>(newest_ - number));
}

std::vector<LogLine> ChildLog::last(std::size_t count) const {
  const auto from = lines_.end() - static_cast<std::ptrdiff_t>(std::min(count, lines_.size()));
  return {from, lines_.end()};
}

}  // namespace zoetrope::launcher
