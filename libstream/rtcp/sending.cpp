// SPDX-License-Identifier: MIT
#include "libstream/rtcp/sending.h"

namespace zoetrope::rtcp {

void SenderStatistics::onSent(std::uint64_t packets, std::uint64_t payloadOctets) {
  packets_ += packets;
  octets_ += payloadOctets;
}

SenderReport SenderStatistics::buildReport(WallTime wallNow, std::uint32_t rtpTimestamp) const {
  SenderReport report;
  report.ssrc = ssrc_;
  report.ntp = toNtp(wallNow);
  report.rtpTimestamp = rtpTimestamp;
  report.packetCount = static_cast<std::uint32_t>(packets_);
  report.octetCount = static_cast<std::uint32_t>(octets_);
  return report;
}

std::optional<Duration> SenderStatistics::onReportBlock(const ReportBlock& block, WallTime wallNow) {
  if (block.ssrc != ssrc_) return std::nullopt;
  lastBlock_ = block;
  if (block.lastSenderReport == 0) return std::nullopt;
  const std::uint32_t units = toNtp(wallNow).middle() - block.lastSenderReport - block.delaySinceLast;
  // A clock that was set back, or a report that never was ours: no time at all.
  if (units >= 0x80000000) return std::nullopt;
  roundTrip_ = fromNtpShort(units);
  return roundTrip_;
}

void SenderStatistics::setSsrc(std::uint32_t ssrc) { *this = SenderStatistics(ssrc); }

}  // namespace zoetrope::rtcp
