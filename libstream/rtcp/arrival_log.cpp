// SPDX-License-Identifier: MIT
#include "libstream/rtcp/arrival_log.h"

#include <algorithm>

namespace zoetrope::rtcp {

namespace {

// The reporter sends no sender reports of its own, so any clock that runs evenly will do.
std::uint32_t reportTimestamp(TimePoint now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
  const auto rest = now.time_since_epoch() - seconds;
  return static_cast<std::uint32_t>(static_cast<std::uint64_t>(seconds.count()) << 16) + toNtpShort(rest);
}

std::size_t packetsIn(const CongestionFeedback& feedback) {
  std::size_t count = 0;
  for (const StreamFeedback& stream : feedback.streams) count += stream.packets.size();
  return count;
}

}  // namespace

ArrivalLog::Stream* ArrivalLog::find(std::uint32_t ssrc) {
  const auto found = std::find_if(streams_.begin(), streams_.end(), [&](const Stream& s) { return s.ssrc == ssrc; });
  if (found != streams_.end()) return &*found;
  // The oldest is one that has said goodbye.
  if (streams_.size() >= kMaxStreams) streams_.erase(streams_.begin());
  return &streams_.emplace_back(Stream{.ssrc = ssrc});
}

void ArrivalLog::startOver(Stream& stream, std::int64_t number) {
  stream.arrivals.clear();
  stream.begin = stream.newFrom = number;
}

void ArrivalLog::onPacket(std::uint32_t ssrc, std::uint16_t sequence, TimePoint now) {
  Stream& stream = *find(ssrc);
  const std::int64_t number = stream.extender.extend(sequence);
  const std::int64_t end = stream.begin + static_cast<std::int64_t>(stream.arrivals.size());
  if (stream.arrivals.empty() || number >= end + kMaxJump || number < stream.begin - kMaxJump)
    startOver(stream, number);
  if (number < stream.begin) return;  // told as lost, twice
  const auto index = static_cast<std::size_t>(number - stream.begin);
  if (index >= stream.arrivals.size()) stream.arrivals.resize(index + 1);
  if (stream.arrivals[index]) return;
  stream.arrivals[index] = now;
  stream.changed = true;
  ++unreported_;
}

std::vector<CongestionFeedback> ArrivalLog::report(std::uint32_t senderSsrc, TimePoint now) {
  std::vector<CongestionFeedback> reports;
  for (Stream& stream : streams_) {
    if (!stream.changed) continue;
    stream.changed = false;
    const std::int64_t end = stream.begin + static_cast<std::int64_t>(stream.arrivals.size());
    const std::int64_t first = std::max(stream.begin, end - static_cast<std::int64_t>(kMaxKept));
    stream.arrivals.erase(stream.arrivals.begin(), stream.arrivals.begin() + (first - stream.begin));
    stream.begin = first;
    appendTo(reports, stream, now);
    // What was new in this report is told once more.
    const std::int64_t keepFrom = std::clamp(stream.newFrom, stream.begin, end);
    stream.arrivals.erase(stream.arrivals.begin(), stream.arrivals.begin() + (keepFrom - stream.begin));
    stream.begin = keepFrom;
    stream.newFrom = end;
  }
  for (CongestionFeedback& each : reports) {
    each.senderSsrc = senderSsrc;
    each.timestamp = reportTimestamp(now);
  }
  unreported_ = 0;
  return reports;
}

void ArrivalLog::appendTo(std::vector<CongestionFeedback>& reports, const Stream& stream, TimePoint now) {
  std::size_t next = 0;
  while (next < stream.arrivals.size()) {
    if (reports.empty() || packetsIn(reports.back()) >= kMaxReportsPerPacket) reports.emplace_back();
    const std::size_t room = kMaxReportsPerPacket - packetsIn(reports.back());
    const std::size_t count = std::min(room, stream.arrivals.size() - next);
    StreamFeedback& part = reports.back().streams.emplace_back();
    part.ssrc = stream.ssrc;
    part.beginSequence = static_cast<std::uint16_t>(stream.begin + static_cast<std::int64_t>(next));
    for (const std::size_t end = next + count; next < end; ++next) {
      const auto& arrival = stream.arrivals[next];
      part.packets.push_back(arrival ? ArrivalReport{true, now - *arrival} : ArrivalReport{});
    }
  }
}

void ArrivalLog::clear() {
  streams_.clear();
  unreported_ = 0;
}

}  // namespace zoetrope::rtcp
