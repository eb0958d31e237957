// SPDX-License-Identifier: MIT
#include "libstream/rtp/reorder.h"

#include "libstream/base/serial.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace zoetrope::rtp {

namespace {

constexpr std::size_t kNumbers = 65536;
// How far a number may be ahead of the highest, or behind the next, and still belong to the row. RFC 3550 has 3000 and
// 100, for audio; at 300 packets a frame an outage of a second is 9,000 packets.
constexpr std::int64_t kMaxDropout = 12000;
constexpr std::int64_t kMaxMisorder = 3000;
// Two packets of a new source or row this close together are believed (RFC 3550: MIN_SEQUENTIAL, with room for loss).
constexpr int kProbationWindow = 16;
// This many old numbers one by one, with nothing new between: the sender started over a little before where it was.
constexpr int kMaxOldInARow = 64;
// How fast a path's reordering is forgotten: to a half in this time.
constexpr double kReorderHalfLife = 10;
// A packet that was asked for too early shows that reordering takes longer, not how much longer.
constexpr Duration kAskedTooEarly = std::chrono::milliseconds(5);
constexpr std::int64_t kMaxAheadResent = 32;
constexpr Duration kMostReorderDelay = std::chrono::milliseconds(500);

std::size_t slotOf(std::int64_t sequence) { return static_cast<std::uint16_t>(sequence); }

}  // namespace

ReorderBuffer::ReorderBuffer(Options options)
    : options_(options), delivered_(kNumbers, false), resent_(kNumbers, false) {}

void ReorderBuffer::push(const RtpView& packet, TimePoint now, Listener& listener) {
  if (expectedSsrc_ && packet.header.ssrc != *expectedSsrc_) {
    ++counts_.strangers;
    return;
  }
  if (expectedSsrc_ && ssrc_ != expectedSsrc_) startOver(packet.header.sequence, packet.header.ssrc, listener);
  if (ssrc_ != packet.header.ssrc) {
    onProbation(packet, now, listener);
  } else {
    place(packet, now, listener);
  }
  advance(now, listener);
}

// A packet that fits no row that is known: kept until a second one stands by it.
void ReorderBuffer::onProbation(const RtpView& packet, TimePoint now, Listener& listener) {
  const RtpHeader& header = packet.header;
  const int distance = probation_ ? serialDistance(probation_->sequence, header.sequence) : 0;
  const bool believed =
      probation_ && probation_->ssrc == header.ssrc && distance != 0 && std::abs(distance) <= kProbationWindow;
  if (!believed) {
    if (probation_) ++counts_.strangers;
    probation_ = Probation{header.ssrc, header.sequence, {ByteBuffer(packet.packet.begin(), packet.packet.end()), now}};
    return;
  }
  const Probation witness = std::move(*probation_);
  startOver(distance > 0 ? witness.sequence : header.sequence, header.ssrc, listener);
  if (const Result<RtpView> first = parseRtp(witness.packet.bytes)) place(*first, witness.packet.arrival, listener);
  place(packet, now, listener);
}

// A new row of numbers. Extended numbers go on growing, a whole round ahead of all that was.
void ReorderBuffer::startOver(std::uint16_t sequence, std::uint32_t ssrc, Listener& listener) {
  if (ssrc_) {
    flush(listener);
    ++counts_.resyncs;
    listener.onResync();
  }
  const std::int64_t round = ssrc_ ? (highest_ / static_cast<std::int64_t>(kNumbers) + 2) : 0;
  forgetRow();
  ssrc_ = ssrc;
  const std::int64_t missed = announcedFirst_ ? serialDistance(*announcedFirst_, sequence) : 0;
  if (missed > 0 && missed <= kMaxDropout) sequence = *announcedFirst_;
  announcedFirst_.reset();
  base_ = round * static_cast<std::int64_t>(kNumbers) + sequence;
  highest_ = base_ - 1;
}

void ReorderBuffer::place(const RtpView& packet, TimePoint now, Listener& listener) {
  const std::int64_t distance = serialDistance(static_cast<std::uint16_t>(highest_), packet.header.sequence);
  const std::int64_t sequence = highest_ + distance;
  if (distance > kMaxDropout || sequence < nextSequence() - kMaxMisorder) {
    onProbation(packet, now, listener);
    return;
  }
  ++counts_.received;
  if (probation_) ++counts_.strangers;
  probation_.reset();
  if (sequence > highest_) {
    placeAhead(packet, sequence, now, listener);
  } else if (sequence >= nextSequence()) {
    placeInGap(packet, sequence, now, listener);
  } else {
    placeOld(packet, sequence, now, listener);
  }
}

void ReorderBuffer::placeAhead(const RtpView& packet, std::int64_t sequence, TimePoint now, Listener& listener) {
  oldInARow_ = 0;
  if (sequence > highest_ + 1) openGap(highest_ + 1, sequence - highest_ - 1, now);
  highest_ = sequence;
  delivered_[slotOf(sequence)] = resent_[slotOf(sequence)] = false;
  keepOrDeliver(packet, sequence, now, listener);
  enforceLimits(listener);
}

void ReorderBuffer::placeInGap(const RtpView& packet, std::int64_t sequence, TimePoint now, Listener& listener) {
  const auto noticed = closeGapAt(sequence);
  if (!noticed) return placeCopy(sequence, now);
  oldInARow_ = 0;
  ++counts_.reordered;
  noteReordering(now - *noticed, now);
  fillGap(packet, sequence, now, listener);
}

void ReorderBuffer::fillGap(const RtpView& packet, std::int64_t sequence, TimePoint now, Listener& listener) {
  keepOrDeliver(packet, sequence, now, listener);
  deliverHeld(listener);
}

// What was asked for and came as a retransmission comes by itself, too: it was only slow.
void ReorderBuffer::placeCopy(std::int64_t sequence, TimePoint now) {
  const std::size_t slot = slotOf(sequence);
  if (!resent_[slot]) {
    ++counts_.duplicate;
    return;
  }
  resent_[slot] = false;
  if (counts_.recovered > 0) --counts_.recovered;
  ++counts_.reordered;
  ++counts_.needless;
  noteReordering(reorderDelay(now) + kAskedTooEarly, now);
}

void ReorderBuffer::noteReordering(Duration delay, TimePoint now) {
  reorderDelay_ = std::min(std::max(reorderDelay(now), delay), kMostReorderDelay);
  reorderedAt_ = now;
}

Duration ReorderBuffer::reorderDelay(TimePoint now) const {
  return fromSeconds(toSeconds(reorderDelay_) * std::exp2(-toSeconds(now - reorderedAt_) / kReorderHalfLife));
}

void ReorderBuffer::pushRetransmission(const RtpView& packet, TimePoint now, Listener& listener) {
  const std::int64_t sequence = highest_ + serialDistance(static_cast<std::uint16_t>(highest_), packet.header.sequence);
  const bool past = sequence < base_ && sequence < nextSequence();
  if (ssrc_ != packet.header.ssrc || sequence > highest_ + kMaxAheadResent || past) {
    ++counts_.strangers;
    return;
  }
  announceLast(packet.header.sequence, now);
  ++counts_.received;
  ++counts_.retransmissions;
  if (closeGapAt(sequence)) {
    ++counts_.recovered;
    resent_[slotOf(sequence)] = true;
    fillGap(packet, sequence, now, listener);
  } else if (sequence >= nextSequence() || delivered_[slotOf(sequence)]) {
    ++counts_.needless;
  } else {
    placeLate(sequence);
    ++counts_.recoveredLate;
  }
  advance(now, listener);
}

void ReorderBuffer::announceLast(std::uint16_t sequence, TimePoint now) {
  if (!ssrc_) return;
  const std::int64_t ahead = serialDistance(static_cast<std::uint16_t>(highest_), sequence);
  if (ahead <= 0 || ahead > kMaxDropout) return;
  if (highest_ + ahead - nextSequence() >= static_cast<std::int64_t>(options_.maxPackets)) return;
  openGap(highest_ + 1, ahead, now);
  highest_ += ahead;
}

// Behind the point of delivery: a copy, or too late.
void ReorderBuffer::placeOld(const RtpView& packet, std::int64_t sequence, TimePoint now, Listener& listener) {
  oldInARow_ = oldInARow_ > 0 && sequence == lastOld_ + 1 ? oldInARow_ + 1 : 1;
  lastOld_ = sequence;
  if (oldInARow_ >= kMaxOldInARow) {
    startOver(packet.header.sequence, packet.header.ssrc, listener);
    place(packet, now, listener);
    return;
  }
  if (sequence >= base_ && delivered_[slotOf(sequence)]) return placeCopy(sequence, now);
  placeLate(sequence);
}

void ReorderBuffer::placeLate(std::int64_t sequence) {
  ++counts_.late;
  if (sequence < base_ || counts_.lost == 0) return;
  --counts_.lost;
  delivered_[slotOf(sequence)] = true;
}

std::optional<TimePoint> ReorderBuffer::closeGapAt(std::int64_t sequence) {
  auto after = gaps_.upper_bound(sequence);
  if (after == gaps_.begin()) return std::nullopt;
  const auto it = std::prev(after);
  const Gap gap = it->second;
  if (sequence >= gap.first + gap.count) return std::nullopt;
  gaps_.erase(it);
  if (sequence > gap.first) gaps_[gap.first] = {gap.first, sequence - gap.first, gap.noticed};
  const std::int64_t behind = gap.first + gap.count - sequence - 1;
  if (behind > 0) gaps_[sequence + 1] = {sequence + 1, behind, gap.noticed};
  return gap.noticed;
}

void ReorderBuffer::openGap(std::int64_t first, std::int64_t count, TimePoint now) {
  gaps_[first] = {first, count, now};
  for (std::int64_t sequence = first; sequence < first + count; ++sequence)
    delivered_[slotOf(sequence)] = resent_[slotOf(sequence)] = false;
}

void ReorderBuffer::keepOrDeliver(const RtpView& packet, std::int64_t sequence, TimePoint now, Listener& listener) {
  const bool inOrder = gaps_.empty() || sequence < gaps_.begin()->first;
  const bool nothingBefore = held_.empty() || sequence < held_.begin()->first;
  if (inOrder && nothingBefore) {
    deliver(packet, sequence, now, listener);
    return;
  }
  heldBytes_ += packet.packet.size();
  held_[sequence] = {ByteBuffer(packet.packet.begin(), packet.packet.end()), now};
}

void ReorderBuffer::deliver(const RtpView& packet, std::int64_t sequence, TimePoint arrival, Listener& listener) {
  delivered_[slotOf(sequence)] = true;
  ++counts_.delivered;
  listener.onPacket(packet, sequence, arrival);
}

void ReorderBuffer::deliverHeld(Listener& listener) {
  while (!held_.empty() && (gaps_.empty() || held_.begin()->first < gaps_.begin()->first)) {
    const auto node = held_.extract(held_.begin());
    const Held& kept = node.mapped();
    heldBytes_ -= kept.bytes.size();
    if (const Result<RtpView> packet = parseRtp(kept.bytes)) deliver(*packet, node.key(), kept.arrival, listener);
  }
}

void ReorderBuffer::giveUpFirstGap(Listener& listener) {
  const Gap gap = gaps_.begin()->second;
  gaps_.erase(gaps_.begin());
  counts_.lost += static_cast<std::uint64_t>(gap.count);
  listener.onGap(gap.first, gap.count);
  deliverHeld(listener);
}

void ReorderBuffer::enforceLimits(Listener& listener) {
  const auto tooMuch = [this] {
    return held_.size() > options_.maxPackets || heldBytes_ > options_.maxBytes ||
           highest_ - nextSequence() >= static_cast<std::int64_t>(options_.maxPackets);
  };
  while (!gaps_.empty() && tooMuch()) giveUpFirstGap(listener);
}

void ReorderBuffer::advance(TimePoint now, Listener& listener) {
  while (!gaps_.empty() && giveUpTime(gaps_.begin()->second) <= now) giveUpFirstGap(listener);
}

TimePoint ReorderBuffer::giveUpTime(const Gap& oldest) const {
  return policy_ ? policy_->giveUpAt(oldest) : oldest.noticed + options_.hold;
}

std::optional<TimePoint> ReorderBuffer::deadline() const {
  if (gaps_.empty()) return std::nullopt;
  return giveUpTime(gaps_.begin()->second);
}

void ReorderBuffer::flush(Listener& listener) {
  while (!gaps_.empty()) giveUpFirstGap(listener);
  // One packet is all that ever came.
  if (!ssrc_ && probation_) believeWitness(listener);
}

void ReorderBuffer::vouchFor(std::uint32_t ssrc, Listener& listener) {
  if (ssrc_ != ssrc && probation_ && probation_->ssrc == ssrc) believeWitness(listener);
}

void ReorderBuffer::believeWitness(Listener& listener) {
  const Probation witness = std::move(*probation_);
  startOver(witness.sequence, witness.ssrc, listener);
  if (const Result<RtpView> packet = parseRtp(witness.packet.bytes)) place(*packet, witness.packet.arrival, listener);
}

void ReorderBuffer::rebase(std::uint16_t firstSequence, Listener& listener) {
  if (!ssrc_) {
    announcedFirst_ = firstSequence;
    return;
  }
  const std::int64_t ahead = serialDistance(static_cast<std::uint16_t>(highest_ + 1), firstSequence);
  if (ahead > kMaxDropout || ahead < -kMaxMisorder) {
    startOver(firstSequence, *ssrc_, listener);
  } else if (ahead > 0) {
    // What is missing of the range before comes again with the new one, if it is still wanted.
    while (!gaps_.empty()) giveUpFirstGap(listener);
    highest_ += ahead;
    base_ = highest_ + 1;
  } else if (ahead < 0 && takeBack(highest_ + 1 + ahead)) {
    base_ = std::min(base_, highest_ + 1);
  }
}

// Numbers from `first` on were only believed to be sent (announceLast), and now come for the first time.
bool ReorderBuffer::takeBack(std::int64_t first) {
  for (std::int64_t number = first; number <= highest_; ++number)
    if (delivered_[slotOf(number)] || held_.contains(number)) return false;
  for (std::int64_t number = first; number <= highest_; ++number)
    if (!closeGapAt(number) && counts_.lost > 0) --counts_.lost;
  highest_ = first - 1;
  return true;
}

void ReorderBuffer::giveUpBefore(std::int64_t sequence, Listener& listener) {
  while (!gaps_.empty() && gaps_.begin()->first < sequence) giveUpFirstGap(listener);
}

std::vector<Gap> ReorderBuffer::gaps() const {
  std::vector<Gap> missing;
  missing.reserve(gaps_.size());
  for (const auto& [first, gap] : gaps_) missing.push_back(gap);
  return missing;
}

void ReorderBuffer::reset() {
  forgetRow();
  ssrc_.reset();
  announcedFirst_.reset();
}

void ReorderBuffer::forgetRow() {
  held_.clear();
  heldBytes_ = 0;
  gaps_.clear();
  probation_.reset();
  std::fill(delivered_.begin(), delivered_.end(), false);
  std::fill(resent_.begin(), resent_.end(), false);
  oldInARow_ = 0;
}

}  // namespace zoetrope::rtp
