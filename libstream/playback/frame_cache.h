// SPDX-License-Identifier: MIT
// The frames that wait for their turn to be shown, in order, within three bounds; when it is full the oldest whole
// frame goes and is counted.
// Thread: one at a time.
// Owns: the frames, shared with who shows them.
// Limits: the least of CacheLimits; limitReason says which one cut the wish short.
#pragma once

#include "libstream/playback/frame_assembler.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace zoetrope::playback {

using FramePtr = std::shared_ptr<const AssembledFrame>;

struct CacheLimits {
  // What the user asked for (--cache); 0 is off.
  std::size_t targetFrames = 20;
  // Room above the target for what comes early or in a burst.
  std::size_t capacityFrames() const { return targetFrames * 2 + 60; }
  std::size_t packets = 30000;
  std::size_t bytes = std::size_t{256} << 20;
};

class FrameCache {
 public:
  FrameCache() : FrameCache(CacheLimits{}) {}
  explicit FrameCache(CacheLimits limits) : limits_(limits) {}

  // Appends a frame; returns how many old ones had to go for it.
  std::size_t push(FramePtr frame);
  // The oldest frame, null when empty.
  FramePtr front() const { return frames_.empty() ? nullptr : frames_.front(); }
  FramePtr back() const { return frames_.empty() ? nullptr : frames_.back(); }
  // The frame behind the oldest, null when there is none.
  FramePtr second() const { return frames_.size() < 2 ? nullptr : frames_[1]; }
  FramePtr pop();
  void clear();
  // Makes the frame at `npt` the oldest; false, and nothing changed, when it is not held.
  bool seek(double npt);
  bool holds(double npt) const;

  std::size_t size() const { return frames_.size(); }
  bool empty() const { return frames_.empty(); }
  // The target that can be reached with frames of the size seen so far, with some room left for what is on its way.
  std::size_t target() const;
  bool full() const { return size() >= target(); }
  // Whether the frame can be pushed without another having to go.
  bool hasRoomFor(const AssembledFrame& frame) const;
  // Why target() is less than what was asked for: a sentence.
  std::optional<std::string> limitReason() const;

  std::size_t packets() const { return packets_; }
  std::size_t bytes() const { return bytes_; }
  // Frames that went unseen for want of room.
  std::uint64_t dropped() const { return dropped_; }
  // Positions of the first and last held frame; negative when unknown or empty.
  double nptFrom() const { return frames_.empty() ? -1 : frames_.front()->npt; }
  double nptTo() const { return frames_.empty() ? -1 : frames_.back()->npt; }

 private:
  bool fits(std::size_t frames, std::size_t packets, std::size_t bytes) const;
  std::size_t byPackets() const;
  std::size_t byBytes() const;

  // Given.
  CacheLimits limits_;
  // Owned.
  std::deque<FramePtr> frames_;
  // State.
  std::size_t packets_ = 0;
  std::size_t bytes_ = 0;
  std::uint64_t dropped_ = 0;
  // The heaviest frame so far, in packets and bytes.
  std::size_t mostPackets_ = 0;
  std::size_t mostBytes_ = 0;
};

}  // namespace zoetrope::playback
