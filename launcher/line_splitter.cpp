// SPDX-License-Identifier: MIT
#include "launcher/line_splitter.h"

#include <algorithm>
#include <utility>

namespace zoetrope::launcher {

void LineSplitter::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    append(bytes.substr(0, end));
    if (end == std::string_view::npos) return;
    endLine();
    bytes.remove_prefix(end + 1);
  }
}

void LineSplitter::finish() {
  if (!open_.empty()) endLine();
}

std::optional<std::string> LineSplitter::next() {
  if (lines_.empty()) return std::nullopt;
  std::string line = std::move(lines_.front());
  lines_.pop_front();
  waitingBytes_ -= line.size();
  return line;
}

void LineSplitter::append(std::string_view part) {
  const std::size_t kept = std::min(part.size(), limits_.lineBytes - open_.size());
  open_ += part.substr(0, kept);
  droppedBytes_ += part.size() - kept;
}

void LineSplitter::endLine() {
  if (!open_.empty() && open_.back() == '\r') open_.pop_back();
  waitingBytes_ += open_.size();
  lines_.push_back(std::exchange(open_, {}));
  while (lines_.size() > limits_.waitingLines || (waitingBytes_ > limits_.waitingBytes && lines_.size() > 1)) {
    droppedBytes_ += lines_.front().size();
    ++droppedLines_;
    waitingBytes_ -= lines_.front().size();
    lines_.pop_front();
  }
}

}  // namespace zoetrope::launcher
