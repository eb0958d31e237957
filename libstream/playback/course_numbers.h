// SPDX-License-Identifier: MIT
// The sequence numbers of the course dialect: whether they count frames or packets, which frames or packets never came,
// and which frame is an old one come again.
// Spec: docs/course_dialect.md (the handout: sequence number = frame number, from 1).
// Thread: one at a time.
#pragma once

#include "libstream/base/bytes.h"

#include <cstdint>
#include <optional>

namespace zoetrope::playback {

// As far as the stream has shown; whole frames in single packets leave it unknown, and then it does not matter.
enum class Numbering { Unknown, PerFrame, PerPacket };

class CourseNumbers {
 public:
  // A packet that continues a frame, with the number of the packet before it.
  void onContinuation(std::uint16_t previous, std::uint16_t sequence);
  Numbering numbering() const { return numbering_; }

  enum class Admission { New, StartedOver, Copy, Old };
  // A finished frame that began with `sequence`; `jpeg` tells a copy from a server that repeats numbers.
  Admission admit(std::uint16_t sequence, Bytes jpeg);
  // A slice of a frame whose beginning is lost: that frame is not wholly lost.
  void onOrphan(std::uint16_t sequence, bool newFrame);
  // The last packet of a frame: where the next one's numbers go on from.
  void onFrameEnd(std::uint16_t lastSequence);
  void onPacketsMissing(std::uint64_t count) { packetsLost_ += count; }
  // After reset the next frame is the first; counts stay.
  void reset();

  // Number of the frame admitted last; grows whatever the server does.
  std::int64_t number() const { return number_; }
  std::uint64_t framesLost() const { return framesLost_; }
  std::uint64_t packetsLost() const { return packetsLost_; }
  std::uint64_t framesOld() const { return framesOld_; }

 private:
  void advance(int distance);

  // State.
  Numbering numbering_ = Numbering::Unknown;
  int advancing_ = 0;  // continuations in a row that had a number of their own
  std::optional<std::uint16_t> last_;
  std::optional<std::uint16_t> lastOld_;
  std::size_t lastHash_ = 0;
  std::int64_t number_ = 0;
  std::uint64_t framesLost_ = 0;
  std::uint64_t packetsLost_ = 0;
  std::uint64_t framesOld_ = 0;
};

}  // namespace zoetrope::playback
