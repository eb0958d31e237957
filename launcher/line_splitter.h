// SPDX-License-Identifier: MIT
// Bytes of a pipe in, lines out, in bounded memory: what a flooding child writes too much is dropped and counted.
// Thread: one at a time.
// Limits: given; a line that is too long is cut and its rest dropped; when more waits than allowed, the oldest goes.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace zoetrope::launcher {

class LineSplitter {
 public:
  struct Limits {
    std::size_t lineBytes = 64 * 1024;
    std::size_t waitingLines = 4000;
    std::size_t waitingBytes = 1024 * 1024;
  };

  LineSplitter() : LineSplitter(Limits{}) {}
  explicit LineSplitter(Limits limits) : limits_(limits) {}

  void feed(std::string_view bytes);
  // No more bytes come: what stands without a newline is a line too.
  void finish();
  // The oldest line, without its end (LF or CR LF).
  std::optional<std::string> next();

  std::uint64_t droppedLines() const { return droppedLines_; }
  // In lines that were cut and in lines that were dropped.
  std::uint64_t droppedBytes() const { return droppedBytes_; }

 private:
  void append(std::string_view part);
  void endLine();

  const Limits limits_;
  // State.
  std::string open_;
  std::deque<std::string> lines_;
  std::size_t waitingBytes_ = 0;
  std::uint64_t droppedLines_ = 0;
  std::uint64_t droppedBytes_ = 0;
};

}  // namespace zoetrope::launcher
