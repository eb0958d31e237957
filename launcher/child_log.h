// SPDX-License-Identifier: MIT
// The last lines of a child's output and the launcher's notes about it, numbered, so that a window can ask for what is
// new.
// Thread: one at a time.
// Limits: kMaxLines and kMaxBytes; the oldest go first. A line is kept up to kMaxLineBytes.
#pragma once

#include "libstream/base/time.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::launcher {

struct LogLine {
  enum class Kind {
    Out,   // its stdout
    Err,   // its stderr
    Note,  // what the launcher did or saw
  };
  std::uint64_t number = 0;  // counts up from 1, without gaps
  Kind kind = Kind::Note;
  WallTime time{};
  std::string text;  // UTF-8, without control characters

  friend bool operator==(const LogLine&, const LogLine&) = default;
};

class ChildLog {
 public:
  static constexpr std::size_t kMaxLines = 2000;
  static constexpr std::size_t kMaxBytes = 1024 * 1024;
  static constexpr std::size_t kMaxLineBytes = 4096;

  void add(LogLine::Kind kind, WallTime time, std::string_view text);
  // Of the newest line; 0 when nothing was ever added.
  std::uint64_t newest() const { return newest_; }
  // Lines with a number above that which are still held, the oldest first.
  std::vector<LogLine> after(std::uint64_t number) const;
  // The last ones.
  std::vector<LogLine> last(std::size_t count) const;

 private:
  std::deque<LogLine> lines_;
  std::size_t bytes_ = 0;
  std::uint64_t newest_ = 0;
};

}  // namespace zoetrope::launcher
