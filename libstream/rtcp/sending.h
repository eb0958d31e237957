// SPDX-License-Identifier: MIT
// What a sender counts for its reports and learns from those of its receivers.
// Spec: RFC 3550, section 6.4.1 (sender info; round trip from LSR and DLSR).
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"
#include "libstream/rtcp/packet.h"

#include <cstdint>
#include <optional>

namespace zoetrope::rtcp {

class SenderStatistics {
 public:
  explicit SenderStatistics(std::uint32_t ssrc) : ssrc_(ssrc) {}

  // Payload octets: without RTP header, extension and padding.
  void onSent(std::uint64_t packets, std::uint64_t payloadOctets);
  // `rtpTimestamp` is the media time of `wallNow` (MediaClock::timestampAt).
  SenderReport buildReport(WallTime wallNow, std::uint32_t rtpTimestamp) const;
  // Takes the block that is about us and returns the round trip time when the receiver has had a report of ours.
  std::optional<Duration> onReportBlock(const ReportBlock& block, WallTime wallNow);
  // A new source (PLAY after BYE): counts start over.
  void setSsrc(std::uint32_t ssrc);

  std::uint32_t ssrc() const { return ssrc_; }
  std::uint64_t packets() const { return packets_; }
  std::uint64_t octets() const { return octets_; }
  const std::optional<ReportBlock>& lastBlock() const { return lastBlock_; }
  std::optional<Duration> roundTrip() const { return roundTrip_; }

 private:
  std::uint32_t ssrc_;
  std::uint64_t packets_ = 0;
  std::uint64_t octets_ = 0;
  std::optional<ReportBlock> lastBlock_;
  std::optional<Duration> roundTrip_;
};

}  // namespace zoetrope::rtcp
