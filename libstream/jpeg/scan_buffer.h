// SPDX-License-Identifier: MIT
// A frame's scan data while its fragments arrive in any order: what is here, what is not.
// Thread: one at a time.
// Fails: pieces beyond the limits, and pieces after the end once the end is known, are refused.
// Limits: kMaxFrameBytes, kMaxRanges.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"

#include <cstddef>
#include <vector>

namespace zoetrope::jpeg {

// Received pieces that do not touch: more are a sign of an attack, not of a bad network.
inline constexpr std::size_t kMaxRanges = 4096;

class ScanBuffer {
 public:
  // What came first stays: a second piece for the same place changes nothing.
  Result<void> put(std::size_t offset, Bytes piece, bool last);

  bool empty() const { return ranges_.empty(); }
  // Everything from 0 to the last piece's end is here.
  bool whole() const;
  // Gaps before the highest byte that came (or before the end, if that is known).
  std::size_t missingBytes() const;

  // The bytes, gaps cut out: up to the first gap, then, when the data has restart markers, on from the first restart
  // marker after each gap.
  void appendTo(ByteBuffer& out, bool hasRestarts) const;
  void clear();

 private:
  struct Range {
    std::size_t begin;
    std::size_t end;
  };

  void fill(std::size_t offset, Bytes piece);
  void insert(Range added);

  // State.
  ByteBuffer bytes_;
  std::vector<Range> ranges_;  // sorted, apart from each other
  std::size_t end_ = 0;        // of the highest piece
  bool endKnown_ = false;
};

}  // namespace zoetrope::jpeg
