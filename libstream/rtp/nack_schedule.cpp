// SPDX-License-Identifier: MIT
#include "libstream/rtp/nack_schedule.h"

#include "libstream/base/serial.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::rtp {

namespace {

// A gap is certain after this much more than the path's own reordering.
constexpr Duration kReorderMargin = std::chrono::milliseconds(2);
constexpr Duration kLeastAskDelay = std::chrono::milliseconds(4);
// Until the path is known a packet may be late by this much.
constexpr Duration kMostAskDelay = std::chrono::milliseconds(60);
// What the server, the clocks' grain and the pacing of what is resent add to the round trip.
constexpr Duration kAnswerMargin = std::chrono::milliseconds(4);
constexpr Duration kLeastPatience = std::chrono::milliseconds(8);
constexpr Duration kMostPatience = std::chrono::milliseconds(500);
constexpr Duration kMostRoundTrip = std::chrono::milliseconds(400);
// Each asking waits longer than the one before: a wrong idea of the round trip must not become a flood.
constexpr double kBackoff = 1.25;
constexpr int kMostBackoffs = 6;
constexpr std::size_t kMostAmbiguous = 256;

}  // namespace

std::vector<std::uint16_t> NackSchedule::due(std::span<const Gap> gaps, Duration reorderDelay, TimePoint now) {
  const Duration askDelay = std::clamp(reorderDelay + kReorderMargin, kLeastAskDelay, kMostAskDelay);
  std::vector<std::uint16_t> wanted;
  std::map<std::int64_t, Pending> still;
  next_.reset();
  auto known = pending_.begin();
  for (const Gap& gap : gaps) {
    for (std::int64_t sequence = gap.first; sequence < gap.first + gap.count && still.size() < kMaxPending;
         ++sequence) {
      while (known != pending_.end() && known->first < sequence) ++known;
      const bool isKnown = known != pending_.end() && known->first == sequence;
      Pending pending = isKnown ? known->second : Pending{};
      if (pending.times == 0) pending.next = gap.noticed + askDelay;
      if (pending.next <= now && wanted.size() < kMostAtOnce) {
        wanted.push_back(static_cast<std::uint16_t>(sequence));
        if (pending.times == 0) pending.first = now;
        const double backoff = std::pow(kBackoff, std::min(pending.times, kMostBackoffs));
        pending.next = now + std::min(fromSeconds(toSeconds(patience()) * backoff), kMostPatience);
        ++pending.times;
      }
      next_ = next_ ? std::min(*next_, pending.next) : pending.next;
      still.emplace_hint(still.end(), sequence, pending);
    }
  }
  pending_ = std::move(still);
  asked_ += wanted.size();
  return wanted;
}

// Karn's rule: an answer to one of several askings tells nothing sure, but no round trip is longer than since the
// first. When a second answer comes, the first one was to the first asking: it only took longer than was waited for.
void NackSchedule::onAnswer(std::uint16_t sequence, TimePoint now) {
  const std::int64_t newest = pending_.empty() ? 0 : pending_.rbegin()->first;
  const auto it = pending_.find(newest + serialDistance(static_cast<std::uint16_t>(newest), sequence));
  if (it == pending_.end()) {
    const auto second = std::find_if(ambiguous_.begin(), ambiguous_.end(),
                                     [sequence](const auto& entry) { return entry.first == sequence; });
    if (second == ambiguous_.end()) return;
    measure(second->second);
    ambiguous_.erase(second);
    return;
  }
  const Pending asked = it->second;
  pending_.erase(it);
  if (asked.times == 0) return;
  const Duration sinceFirst = now - asked.first;
  if (asked.times == 1 || sinceFirst < smoothed_)
    measure(sinceFirst);
  else
    rememberAmbiguous(sequence, sinceFirst);
}

void NackSchedule::rememberAmbiguous(std::uint16_t sequence, Duration sinceFirst) {
  ambiguous_.emplace_back(sequence, sinceFirst);
  if (ambiguous_.size() > kMostAmbiguous) ambiguous_.pop_front();
}

// RFC 6298, section 2.
void NackSchedule::measure(Duration sample) {
  sample = std::min(sample, kMostRoundTrip);
  if (!measured_) {
    measured_ = true;
    smoothed_ = sample;
    variance_ = sample / 2;
    return;
  }
  const Duration difference = sample > smoothed_ ? sample - smoothed_ : smoothed_ - sample;
  variance_ += (difference - variance_) / 4;
  smoothed_ += (sample - smoothed_) / 8;
}

void NackSchedule::suggestRoundTrip(Duration roundTrip) {
  if (measured_) return;
  smoothed_ = std::min(roundTrip, kMostRoundTrip);
  variance_ = smoothed_ / 2;
}

Duration NackSchedule::patience() const {
  return std::clamp(smoothed_ + 4 * variance_ + kAnswerMargin, kLeastPatience, kMostPatience);
}

void NackSchedule::clear() {
  pending_.clear();
  ambiguous_.clear();
  next_.reset();
}

}  // namespace zoetrope::rtp
