// SPDX-License-Identifier: MIT
#include "libstream/playback/course_numbers.h"

#include "libstream/base/serial.h"

#include <functional>

namespace zoetrope::playback {

namespace {

// A frame this far back is an old one come again (or late), one further back means that the movie started over.
constexpr int kOldWindow = 60;
// A jump further ahead than this is another row of numbers, not loss.
constexpr int kMostLost = 1000;
// With slices of the same number the rest of one frame and the beginning of the next may be lost: then one
// continuation has the next number by accident. This many in a row are no accident.
constexpr int kSureOfPackets = 3;

std::size_t hashOf(Bytes bytes) { return std::hash<std::string_view>{}(asText(bytes)); }

}  // namespace

void CourseNumbers::onContinuation(std::uint16_t previous, std::uint16_t sequence) {
  const int distance = serialDistance(previous, sequence);
  if (distance == 0) {
    numbering_ = Numbering::PerFrame;
    advancing_ = 0;
  } else if (distance == 1) {
    ++advancing_;
    if (numbering_ == Numbering::Unknown || advancing_ >= kSureOfPackets) numbering_ = Numbering::PerPacket;
  } else {
    advancing_ = 0;
  }
}

CourseNumbers::Admission CourseNumbers::admit(std::uint16_t sequence, Bytes jpeg) {
  const std::size_t hash = hashOf(jpeg);
  const bool sameContent = hash == lastHash_;
  lastHash_ = hash;
  if (!last_) {
    last_ = sequence;
    number_ = sequence;
    return Admission::New;
  }
  const int distance = serialDistance(*last_, sequence);
  if (distance > 0 && distance <= kMostLost) {
    advance(distance);
    last_ = sequence;
    return Admission::New;
  }
  if (distance == 0 && sameContent) return Admission::Copy;
  const bool row = lastOld_ && sequence == static_cast<std::uint16_t>(*lastOld_ + 1);
  if (distance < 0 && distance >= -kOldWindow && !row) {
    lastOld_ = sequence;
    ++framesOld_;
    return Admission::Old;
  }
  lastOld_.reset();
  last_ = sequence;
  ++number_;
  return distance == 0 ? Admission::New : Admission::StartedOver;
}

void CourseNumbers::advance(int distance) {
  lastOld_.reset();
  if (numbering_ == Numbering::PerPacket) {
    packetsLost_ += static_cast<std::uint64_t>(distance - 1);
    ++number_;
    return;
  }
  framesLost_ += static_cast<std::uint64_t>(distance - 1);
  number_ += distance;
}

void CourseNumbers::onOrphan(std::uint16_t sequence, bool newFrame) {
  if (!last_) return;
  const int distance = serialDistance(*last_, sequence);
  if (distance <= 0 || distance > kMostLost) return;
  advance(distance);
  if (numbering_ == Numbering::PerPacket && !newFrame) --number_;
  last_ = sequence;
}

void CourseNumbers::onFrameEnd(std::uint16_t lastSequence) {
  if (numbering_ == Numbering::PerPacket && last_ && serialDistance(*last_, lastSequence) > 0) last_ = lastSequence;
}

void CourseNumbers::reset() {
  last_.reset();
  lastOld_.reset();
  lastHash_ = 0;
}

}  // namespace zoetrope::playback
