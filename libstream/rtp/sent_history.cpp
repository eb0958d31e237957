// SPDX-License-Identifier: MIT
#include "libstream/rtp/sent_history.h"

#include "libstream/base/serial.h"

#include <algorithm>
#include <utility>

namespace zoetrope::rtp {

void SentHistory::add(BatchPtr batch, std::uint16_t firstSequence, TimePoint now) {
  if (!frames_.empty() && static_cast<std::uint16_t>(next_) != firstSequence) clear();
  if (frames_.empty()) next_ = firstSequence;
  const std::size_t count = batch->size();
  packets_ += count;
  bytes_ += batch->totalBytes();
  frames_.push_back({std::move(batch), next_, now});
  next_ += static_cast<std::int64_t>(count);
  // The newest frame stays, however large it is.
  while (frames_.size() > 1 && (packets_ > limits_.packets || bytes_ > limits_.bytes)) dropOldest();
  prune(now);
}

std::optional<SentHistory::Packet> SentHistory::find(std::uint16_t sequence, TimePoint now) const {
  const std::int64_t number = next_ + serialDistance(static_cast<std::uint16_t>(next_), sequence);
  const auto after = std::upper_bound(frames_.begin(), frames_.end(), number,
                                      [](std::int64_t wanted, const Frame& frame) { return wanted < frame.first; });
  if (after == frames_.begin()) return std::nullopt;
  const Frame& frame = *std::prev(after);
  const auto index = static_cast<std::size_t>(number - frame.first);
  if (index >= frame.batch->size() || now - frame.at > limits_.age) return std::nullopt;
  return Packet{frame.batch, index};
}

void SentHistory::prune(TimePoint now) {
  while (!frames_.empty() && now - frames_.front().at > limits_.age) dropOldest();
}

void SentHistory::clear() {
  frames_.clear();
  packets_ = bytes_ = 0;
}

void SentHistory::dropOldest() {
  packets_ -= frames_.front().batch->size();
  bytes_ -= frames_.front().batch->totalBytes();
  frames_.pop_front();
}

}  // namespace zoetrope::rtp
