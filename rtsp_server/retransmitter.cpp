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

}  // namespace

Retransmitter::Retransmitter(const Parts& parts, const rtp::RtxStream& stream)
    : parts_(parts),
      history_({kHistoryPackets, kHistoryBytes, kHistoryTime}),
      stream_(stream),
      timer_(parts.scheduler),
      credit_(kFirstCredit) {}

void Retransmitter::onFrame(const BatchPtr& batch) {
  const auto first = rtp::parseRtp(batch->join(0));
  if (first) history_.add(batch, first->header.sequence, parts_.scheduler.now());
}

void Retransmitter::onSent(std::size_t bytes) {
  credit_ = std::min(credit_ + static_cast<std::size_t>(static_cast<double>(bytes) * kResendShare), kMostCredit);
}

void Retransmitter::onNack(std::span<const std::uint16_t> sequences) {
  const TimePoint now = parts_.scheduler.now();
  for (const std::uint16_t sequence : sequences) {
    ++counters_.asked;
    if (waiting_.size() >= kMaxAsked || askedTooSoon(sequence, now)) {
      ++counters_.dropped;
      continue;
    }
    waiting_.push_back(sequence);
  }
  if (!timer_.pending()) sendTrain();
}

bool Retransmitter::askedTooSoon(std::uint16_t sequence, TimePoint now) {
  if (lastAsked_.size() >= kMaxAsked)
    std::erase_if(lastAsked_, [now](const auto& entry) { return now - entry.second >= kResendAgain; });
  const auto [entry, isNew] = lastAsked_.try_emplace(sequence, now);
  if (isNew) return false;
  if (now - entry->second < kResendAgain) return true;
  entry->second = now;
  return false;
}

void Retransmitter::sendTrain() {
  const TimePoint now = parts_.scheduler.now();
  const auto owners = std::make_shared<Owners>();
  const auto train = std::make_shared<rtp::PacketBatch>(owners);
  while (train->size() < kResendTrain && !waiting_.empty()) {
    const std::uint16_t sequence = waiting_.front();
    waiting_.pop_front();
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
    }
  }
  if (!train->empty()) {
    // What the system does not take now will be asked for again.
    const MediaOut::Sent sent = parts_.out.send(train, 0, train->size());
    counters_.resent += sent.done - std::min(sent.lost, sent.done);
    counters_.bytes += train->totalBytes();
  }
  if (!waiting_.empty()) timer_.setAfter(kResendGap, [this] { sendTrain(); });
}

void Retransmitter::clear() {
  history_.clear();
  waiting_.clear();
  lastAsked_.clear();
  timer_.cancel();
}

}  // namespace zoetrope::server
