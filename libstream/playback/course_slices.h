// SPDX-License-Identifier: MIT
// A frame cut into slices that carry a header of their own, as two of the lab's servers send them: where each slice
// belongs, and whether all are there.
// Spec: docs/course_dialect.md.
//   C8  offset u32, total u32, then up to 1392 bytes        C6  slice u16, slices u16, size u16, then 2000 bytes
// Thread: one at a time.
// Limits: kMaxBytes, kMaxSlices; slices of one frame only.
#pragma once

#include "libstream/base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>

namespace zoetrope::playback {

class CourseSlices {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
  static constexpr std::size_t kMaxSlices = 32768;

  // The first slice of a frame: the SOI stands behind such a header. Nothing when the payload is none.
  static std::optional<CourseSlices> begin(Bytes payload);

  // A further slice; false when it cannot be one of this frame.
  bool add(Bytes payload);
  bool complete() const { return received_ == bytes_.size(); }
  const ByteBuffer& bytes() const { return bytes_; }

 private:
  enum class Kind { Offset, Count };

  static std::optional<CourseSlices> beginOffset(Bytes payload);
  static std::optional<CourseSlices> beginCount(Bytes payload);
  bool addByOffset(Bytes payload);
  bool addByCount(Bytes payload);
  bool place(std::size_t offset, Bytes data);

  Kind kind_ = Kind::Offset;
  ByteBuffer bytes_;
  std::size_t received_ = 0;
  std::set<std::size_t> offsets_;
  // Count: how slices are numbered, and how large all but the last are.
  std::uint16_t firstSlice_ = 0;
  std::uint16_t slices_ = 0;
  std::size_t sliceSize_ = 0;
};

}  // namespace zoetrope::playback
