// SPDX-License-Identifier: MIT
// What a receiver knows of one source: loss, jitter, the sender's clock, and the report block made of them.
// Spec: RFC 3550, section 6.4.1, appendices A.1 (sequence validation), A.3 (loss), A.8 (jitter).
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"
#include "libstream/rtcp/packet.h"
#include "libstream/rtp/packet.h"

#include <cstdint>
#include <optional>

namespace zoetrope::rtcp {

class ReceptionStatistics {
 public:
  explicit ReceptionStatistics(std::uint32_t clockRate = rtp::kVideoClockRate) : clockRate_(clockRate) {}

  // Every packet as it arrives, before any reordering. A new SSRC starts over.
  void onPacket(const rtp::RtpHeader& header, TimePoint now);
  void onSenderReport(const SenderReport& report, TimePoint now);
  // After an RTP-Info: the row of numbers goes on at `firstSequence`, what is missing before it is no loss.
  void rebase(std::uint16_t firstSequence);
  // Speed other than 1: timestamps and arrivals do not run alike, so jitter and the sender's clock are left alone.
  void setRealTime(bool realTime);

  // Fraction lost is that since the last block built. Nothing before the source is valid (A.1).
  std::optional<ReportBlock> buildBlock(TimePoint now);

  bool valid() const { return valid_; }
  std::uint32_t ssrc() const { return ssrc_; }
  std::uint64_t received() const { return received_; }
  std::int64_t expected() const;
  std::int64_t cumulativeLost() const { return expected() - static_cast<std::int64_t>(received_); }
  std::uint32_t extendedHighest() const { return cycles_ + highest_; }
  Duration jitter() const;
  // Wall time at the sender of an RTP timestamp, by the last sender report.
  std::optional<WallTime> senderTime(std::uint32_t rtpTimestamp) const;
  const std::optional<SenderReport>& lastSenderReport() const { return lastReport_; }

 private:
  static constexpr std::uint16_t kMaxDropout = 3000;
  static constexpr std::uint16_t kMaxMisorder = 100;
  static constexpr int kMinSequential = 2;

  void startOver(std::uint16_t sequence);
  bool updateSequence(std::uint16_t sequence);
  void updateJitter(std::uint32_t timestamp, TimePoint now);

  // Given.
  std::uint32_t clockRate_;
  bool realTime_ = true;
  // State: the names of A.1.
  bool started_ = false;
  bool valid_ = false;
  std::uint32_t ssrc_ = 0;
  int probation_ = 0;
  std::uint16_t highest_ = 0;
  std::uint32_t cycles_ = 0;
  std::uint32_t base_ = 0;
  std::optional<std::uint16_t> badSequence_;
  std::uint64_t received_ = 0;
  std::int64_t expectedPrior_ = 0;
  std::uint64_t receivedPrior_ = 0;
  // Jitter: 1/16 timestamp units, as A.8 keeps it.
  std::optional<std::uint32_t> lastTransit_;
  std::uint64_t jitter16_ = 0;
  std::optional<SenderReport> lastReport_;
  TimePoint lastReportAt_{};
};

}  // namespace zoetrope::rtcp
