// SPDX-License-Identifier: MIT
#include "rtsp_server/retransmitter.h"

#include "libstream/rtp/packet.h"
#include "rtsp_server/limits.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace zoetrope::server {

namespace {

// The batches whose payloads a train points into.
using Owners = std::vector<BatchPtr>;

constexpr std::size_t kSequenceNumbers = 65536;

}  // namespace

Retransmitter::Retransmitter(const Parts& parts, const rtp::RtxStream& stream)
    : parts_(parts),
      history_({kHistoryPackets, kHistoryBytes, kHistoryTime}),
      stream_(stream),
      timer_(parts.scheduler),
      forget_(parts.scheduler),
      credit_(kFirstCredit) {}

void Retransmitter::onFrame(const BatchPtr& batch) {
  const auto first = rtp::parseRtp(batch->join(0));
  if (!first) return;
  history_.add(batch, first->header.sequence, parts_.scheduler.now());
  if (!forget_.pending()) forget_.setAfter(kHistoryTime, [this] { forgetOld(); });
}

void Retransmitter::forgetOld() {
  history_.prune(parts_.scheduler.now());
  if (history_.packets() > 0) forget_.setAfter(kHistoryTime, [this] { forgetOld(); });
}

void Retransmitter::onSent(std::size_t bytes) {
  credit_ = std::min(credit_ + static_cast<std::size_t>(static_cast<double>(bytes) * kResendShare), kMostCredit);
}

void Retransmitter::onNack(std::span<const std::uint16_t> sequences) {
  if (isWaiting_.empty()) {
    isWaiting_.resize(kSequenceNumbers, false);
    lastResent_.resize(kSequenceNumbers, TimePoint{});
  }
  const TimePoint now = parts_.scheduler.now();
  for (const std::uint16_t sequence : sequences) {
    ++counters_.asked;
    if (!mayWait(sequence, now)) {
      ++counters_.dropped;
      continue;
    }
    isWaiting_[sequence] = true;
    waiting_.push_back(sequence);
  }
  if (!timer_.pending()) sendTrain();
}

bool Retransmitter::mayWait(std::uint16_t sequence, TimePoint now) const {
  if (waiting_.size() >= kMaxAsked || isWaiting_[sequence]) return false;
  return lastResent_[sequence] == TimePoint{} || now - lastResent_[sequence] >= kResendAgain;
}

void Retransmitter::sendTrain() {
  const TimePoint now = parts_.scheduler.now();
  const auto owners = std::make_shared<Owners>();
  const auto train = std::make_shared<rtp::PacketBatch>(owners);
  for (std::size_t lookups = 0; lookups < kMaxLookups && train->size() < kResendTrain && !waiting_.empty(); ++lookups) {
    const std::uint16_t sequence = waiting_.front();
    waiting_.pop_front();
    isWaiting_[sequence] = false;
    const auto packet = history_.find(sequence, now);
    if (!packet) {
      ++counters_.notHeld;
    } else if (credit_ < packet->batch->packetSize(packet->index)) {
      ++counters_.dropped;
    } else if (rtp::writeRtxHeader(train->beginPacket(), packet->batch->header(packet->index), stream_)) {
      ++stream_.sequence;
      train->endPacket(packet->batch->payload(packet->index));
      owners->push_back(packet->batch);
      credit_ -= packet->batch->packetSize(packet->index);
      lastResent_[sequence] = now;
    }
  }
  if (!train->empty()) {
    // What the system does not take now will be asked for again.
    const MediaOut::Sent sent = parts_.out.send(train, 0, train->size());
    counters_.resent += sent.done - std::min(sent.lost, sent.done);
    counters_.bytes += train->totalBytes();
    if (parts_.rate != nullptr) parts_.rate->onSent(*train, 0, sent.done, true, now);
  }
  if (!waiting_.empty()) timer_.setAfter(gapBehind(train->totalBytes()), [this] { sendTrain(); });
}

Duration Retransmitter::gapBehind(std::size_t bytes) const {
  const auto allowed = parts_.rate != nullptr ? parts_.rate->allowedBps() : std::nullopt;
  if (!allowed) return kResendGap;
  return std::max(kResendGap, fromSeconds(static_cast<double>(bytes) * 8 / *allowed));
}

void Retransmitter::clear() {
  history_.clear();
  for (const std::uint16_t sequence : waiting_) isWaiting_[sequence] = false;
  waiting_.clear();
  timer_.cancel();
}

}  // namespace zoetrope::server
