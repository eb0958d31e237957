// SPDX-License-Identifier: MIT
// A stretch of a source held in memory that moves forward over it: reading of any length without the whole file.
// Thread: one at a time.
// Borrows: the source.
// Fails: at() with the source's reason.
// Limits: holds the larger of kWindowBytes and what was asked for.
#pragma once

#include "libstream/movie/byte_source.h"

namespace zoetrope::movie {

inline constexpr std::size_t kWindowBytes = 256 * 1024;

class ByteWindow {
 public:
  explicit ByteWindow(const ByteSource& source) : source_(source) {}

  // What is held from `offset` on, at least `wanted` bytes unless the source ends before. Offsets never go back by
  // more than what is held. The view is good until the next call.
  Result<Bytes> at(std::uint64_t offset, std::size_t wanted);

 private:
  Result<void> refill(std::uint64_t offset, std::size_t wanted);

  // Given (not owned).
  const ByteSource& source_;
  // State.
  ByteBuffer held_;
  std::uint64_t start_ = 0;
};

}  // namespace zoetrope::movie
