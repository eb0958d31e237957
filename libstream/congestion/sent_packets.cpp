// SPDX-License-Identifier: MIT
#include "libstream/congestion/sent_packets.h"

#include <algorithm>

namespace zoetrope::congestion {

SentPackets::Stream* SentPackets::find(std::uint32_t ssrc) {
  const auto found = std::find_if(streams_.begin(), streams_.end(), [&](const Stream& s) { return s.ssrc == ssrc; });
  return found == streams_.end() ? nullptr : &*found;
}

void SentPackets::onSent(std::uint32_t ssrc, std::uint16_t sequence, std::size_t bytes, TimePoint now) {
  Stream* stream = find(ssrc);
  if (stream == nullptr) {
    if (streams_.size() >= kMaxStreams) streams_.erase(streams_.begin());
    stream = &streams_.emplace_back(Stream{.ssrc = ssrc});
  }
  const std::int64_t number = stream->extender.extend(sequence);
  if (number != stream->begin + static_cast<std::int64_t>(stream->packets.size())) {
    stream->packets.clear();
    stream->begin = number;
  }
  stream->packets.push_back({now, static_cast<std::uint32_t>(bytes), 0, false});
  if (stream->packets.size() <= kMaxPackets) return;
  stream->packets.pop_front();
  ++stream->begin;
}

void SentPackets::onReport(std::uint32_t ssrc, std::uint16_t begin, std::span<const Arrival> arrivals,
                           std::vector<PacketFate>& fates) {
  Stream* const stream = find(ssrc);
  if (stream == nullptr || stream->packets.empty()) return;
  const std::int64_t end = stream->begin + static_cast<std::int64_t>(stream->packets.size());
  std::int64_t number = end - 1 + serialDistance(static_cast<std::uint16_t>(end - 1), begin);
  for (const Arrival& arrival : arrivals) {
    const std::int64_t index = number++ - stream->begin;
    if (index < 0 || index >= static_cast<std::int64_t>(stream->packets.size())) continue;
    Packet& packet = stream->packets[static_cast<std::size_t>(index)];
    if (packet.settled) continue;
    if (!arrival.received && ++packet.misses < kMissesOfLost) continue;
    packet.settled = true;
    fates.push_back({packet.sent, packet.bytes, !arrival.received, arrival.received ? arrival.at : std::nullopt});
  }
  // What is in front of the settled is remembered for nothing.
  while (!stream->packets.empty() && stream->packets.front().settled) {
    stream->packets.pop_front();
    ++stream->begin;
  }
}

}  // namespace zoetrope::congestion
