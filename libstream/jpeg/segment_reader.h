// SPDX-License-Identifier: MIT
// Steps through the marker segments before the first scan.
// Spec: ITU-T T.81, B.1.1.
// Thread: values, no shared state.
// Borrows: the bytes.
// Fails: NeedMore inside a segment; Bad for what is no segment.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"

#include <cstddef>
#include <cstdint>

namespace zoetrope::jpeg {

struct Segment {
  std::uint8_t code;
  std::size_t offset;  // of the marker (its last FF)
  Bytes whole;         // marker, length, payload
  Bytes payload;
};

class SegmentReader {
 public:
  // `offset`: of the first marker, 2 for a JPEG.
  SegmentReader(Bytes data, std::size_t offset) : data_(data), offset_(offset) {}

  Parsed<Segment> next();
  std::size_t offset() const { return offset_; }
  // Only fill bytes (FF) are left, or nothing.
  bool onlyPaddingLeft() const;

 private:
  // Given (not owned).
  Bytes data_;
  // State.
  std::size_t offset_;
};

}  // namespace zoetrope::jpeg
