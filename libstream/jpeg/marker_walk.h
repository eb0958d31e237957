// SPDX-License-Identifier: MIT
// Finds where a JPEG ends by walking its markers, so that SOI and EOI inside EXIF thumbnails or comments do not count.
// Spec: ITU-T T.81, annex B (segments with lengths are skipped; in scan data FF00 is a byte, FFD0..FFD7 restarts;
//       several scans are followed to the EOI).
// Thread: values, no shared state.
// Fails: Bad with the offset (from SOI) of the first byte that cannot be part of a JPEG; a scan that runs into a new
//        SOI is Bad at that SOI, where a reader can go on.
// Limits: kMaxFrameBytes.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace zoetrope::jpeg {

// `data` begins at SOI. Done: value and consumed are the length from SOI to EOI, both included.
Parsed<std::size_t> walkJpeg(Bytes data);

// The same in pieces: each byte is looked at once, whatever the sizes of the pieces.
class MarkerWalker {
 public:
  // The bytes that follow those fed before. Done: value is the length of the whole JPEG, consumed how much of this
  // piece belongs to it. After Done or Bad the walker has to be reset().
  Parsed<std::size_t> feed(Bytes piece);
  void reset() { *this = MarkerWalker(); }
  // Bytes walked over so far, from SOI.
  std::size_t position() const { return position_; }
  // SOS markers seen so far.
  int scans() const { return scans_; }

 private:
  enum class State { SoiPrefix, SoiCode, Prefix, Code, LengthHigh, LengthLow, Segment, Scan, ScanCode };

  struct Fault {
    std::string reason;
    std::size_t offset;
  };

  std::size_t advance(Bytes rest);
  std::size_t skipSegment(Bytes rest);
  std::size_t skipScan(Bytes rest);
  void onByte(std::uint8_t byte);
  void onCode(std::uint8_t code);
  void onLength();
  void onSegmentEnd();
  void fail(std::string reason, std::size_t offset);

  // State.
  State state_ = State::SoiPrefix;
  std::uint8_t code_ = 0;
  std::size_t toSkip_ = 0;
  std::size_t position_ = 0;
  int scans_ = 0;
  bool done_ = false;
  std::optional<Fault> fault_;
};

}  // namespace zoetrope::jpeg
