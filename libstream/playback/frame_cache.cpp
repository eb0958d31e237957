// SPDX-License-Identifier: MIT
#include "libstream/playback/frame_cache.h"

#include <algorithm>

namespace zoetrope::playback {

namespace {

// Positions are computed from ticks and rates: equal to within this.
constexpr double kNptTolerance = 0.001;
// Of packets and bytes, for what still comes when the target is reached.
constexpr std::size_t kSpareParts = 8;

std::size_t mostFrames(std::size_t limit, std::size_t heaviest) {
  return std::max<std::size_t>((limit - limit / kSpareParts) / heaviest, 1);
}

}  // namespace

std::size_t FrameCache::push(FramePtr frame) {
  packets_ += frame->packets;
  bytes_ += frame->jpeg.size();
  mostPackets_ = std::max(mostPackets_, frame->packets);
  mostBytes_ = std::max(mostBytes_, frame->jpeg.size());
  frames_.push_back(std::move(frame));

  std::size_t gone = 0;
  while (size() > 1 && !fits(size(), packets_, bytes_)) {
    pop();
    ++gone;
  }
  dropped_ += gone;
  return gone;
}

bool FrameCache::fits(std::size_t frames, std::size_t packets, std::size_t bytes) const {
  return frames <= limits_.capacityFrames() && packets <= limits_.packets && bytes <= limits_.bytes;
}

bool FrameCache::hasRoomFor(const AssembledFrame& frame) const {
  return empty() || fits(size() + 1, packets_ + frame.packets, bytes_ + frame.jpeg.size());
}

FramePtr FrameCache::pop() {
  if (frames_.empty()) return nullptr;
  FramePtr frame = std::move(frames_.front());
  frames_.pop_front();
  packets_ -= frame->packets;
  bytes_ -= frame->jpeg.size();
  return frame;
}

void FrameCache::clear() {
  frames_.clear();
  packets_ = 0;
  bytes_ = 0;
}

bool FrameCache::holds(double npt) const {
  return nptFrom() >= 0 && npt >= nptFrom() - kNptTolerance && npt <= nptTo() + kNptTolerance;
}

bool FrameCache::seek(double npt) {
  if (!holds(npt)) return false;
  while (size() > 1 && frames_[1]->npt <= npt + kNptTolerance) pop();
  return true;
}

std::size_t FrameCache::byPackets() const {
  return mostPackets_ == 0 ? limits_.targetFrames : mostFrames(limits_.packets, mostPackets_);
}

std::size_t FrameCache::byBytes() const {
  return mostBytes_ == 0 ? limits_.targetFrames : mostFrames(limits_.bytes, mostBytes_);
}

std::size_t FrameCache::target() const { return std::min({limits_.targetFrames, byPackets(), byBytes()}); }

std::optional<std::string> FrameCache::limitReason() const {
  if (target() == limits_.targetFrames) return std::nullopt;
  const std::string wish = std::to_string(target()) + " frames instead of " + std::to_string(limits_.targetFrames);
  if (byPackets() <= byBytes())
    return "The cache holds " + wish + ": no more than " + std::to_string(limits_.packets) + " packets.";
  return "The cache holds " + wish + ": no more than " + std::to_string(limits_.bytes >> 20) + " MiB.";
}

}  // namespace zoetrope::playback
