// SPDX-License-Identifier: MIT
#include "libstream/rtcp/reception.h"

#include "libstream/base/serial.h"

#include <algorithm>
#include <cstdlib>

namespace zoetrope::rtcp {

namespace {

constexpr std::uint32_t kSequenceModulus = 1u << 16;
constexpr std::int64_t kMostLost = 0x7FFFFF;

std::uint32_t toTicks(TimePoint time, std::uint32_t clockRate) {
  const std::int64_t nanoseconds = time.time_since_epoch().count();
  const std::int64_t seconds = nanoseconds / 1'000'000'000;
  const std::int64_t rest = nanoseconds % 1'000'000'000;
  return static_cast<std::uint32_t>(seconds * clockRate + rest * clockRate / 1'000'000'000);
}

}  // namespace

void ReceptionStatistics::onPacket(const rtp::RtpHeader& header, TimePoint now) {
  if (!started_ || header.ssrc != ssrc_) {
    startOver(header.sequence);
    started_ = true;
    valid_ = false;
    ssrc_ = header.ssrc;
    lastReport_.reset();
    highest_ = static_cast<std::uint16_t>(header.sequence - 1);
    probation_ = kMinSequential;
  }
  if (updateSequence(header.sequence)) updateJitter(header.timestamp, now);
}

void ReceptionStatistics::startOver(std::uint16_t sequence) {
  base_ = sequence;
  highest_ = sequence;
  cycles_ = 0;
  badSequence_.reset();
  received_ = 0;
  receivedPrior_ = 0;
  expectedPrior_ = 0;
  lastTransit_.reset();
  jitter16_ = 0;
}

// RFC 3550, A.1: whether the packet counts.
bool ReceptionStatistics::updateSequence(std::uint16_t sequence) {
  const std::uint16_t ahead = static_cast<std::uint16_t>(sequence - highest_);
  if (probation_ > 0) {
    const bool inSequence = ahead == 1;
    highest_ = sequence;
    probation_ = inSequence ? probation_ - 1 : kMinSequential - 1;
    if (probation_ > 0) return false;
    startOver(sequence);
    valid_ = true;
  } else if (ahead < kMaxDropout) {
    if (sequence < highest_) cycles_ += kSequenceModulus;
    highest_ = sequence;
  } else if (ahead <= kSequenceModulus - kMaxMisorder) {
    if (badSequence_ != sequence) {
      badSequence_ = static_cast<std::uint16_t>(sequence + 1);
      return false;
    }
    startOver(sequence);  // two in a row: the other side started over
  }
  ++received_;
  return true;
}

// RFC 3550, A.8, in its integer form.
void ReceptionStatistics::updateJitter(std::uint32_t timestamp, TimePoint now) {
  if (!realTime_) return;
  const std::uint32_t transit = toTicks(now, clockRate_) - timestamp;
  if (lastTransit_) {
    const std::int64_t difference = std::abs(static_cast<std::int64_t>(serialDistance(*lastTransit_, transit)));
    jitter16_ += static_cast<std::uint64_t>(difference) - ((jitter16_ + 8) >> 4);
  }
  lastTransit_ = transit;
}

void ReceptionStatistics::onSenderReport(const SenderReport& report, TimePoint now) {
  if (started_ && report.ssrc != ssrc_) return;
  lastReport_ = report;
  lastReportAt_ = now;
}

void ReceptionStatistics::rebase(std::uint16_t firstSequence) {
  lastTransit_.reset();
  if (!valid_) return;
  const int ahead = serialDistance(static_cast<std::uint16_t>(highest_ + 1), firstSequence);
  if (ahead <= 0 || ahead >= kMaxDropout) return;
  // As if they had come: what the range left out was never to be sent.
  received_ += static_cast<std::uint64_t>(ahead);
  const std::uint16_t last = static_cast<std::uint16_t>(firstSequence - 1);
  if (last < highest_) cycles_ += kSequenceModulus;
  highest_ = last;
}

void ReceptionStatistics::setRealTime(bool realTime) {
  realTime_ = realTime;
  lastTransit_.reset();
}

std::int64_t ReceptionStatistics::expected() const {
  return valid_ ? static_cast<std::int64_t>(extendedHighest()) - base_ + 1 : 0;
}

// RFC 3550, A.3.
std::optional<ReportBlock> ReceptionStatistics::buildBlock(TimePoint now) {
  if (!valid_) return std::nullopt;
  const std::int64_t expectedNow = expected() - expectedPrior_;
  const std::int64_t receivedNow = static_cast<std::int64_t>(received_ - receivedPrior_);
  const std::int64_t lostNow = expectedNow - receivedNow;
  expectedPrior_ = expected();
  receivedPrior_ = received_;

  ReportBlock block;
  block.ssrc = ssrc_;
  if (expectedNow > 0 && lostNow > 0)
    block.fractionLost = static_cast<std::uint8_t>(std::min<std::int64_t>(lostNow * 256 / expectedNow, 255));
  block.cumulativeLost = static_cast<std::int32_t>(std::clamp(cumulativeLost(), -kMostLost - 1, kMostLost));
  block.extendedHighest = extendedHighest();
  block.jitter = static_cast<std::uint32_t>(jitter16_ >> 4);
  if (lastReport_) {
    block.lastSenderReport = lastReport_->ntp.middle();
    block.delaySinceLast = toNtpShort(now - lastReportAt_);
  }
  return block;
}

Duration ReceptionStatistics::jitter() const {
  return fromSeconds(static_cast<double>(jitter16_ >> 4) / static_cast<double>(clockRate_));
}

std::optional<WallTime> ReceptionStatistics::senderTime(std::uint32_t rtpTimestamp) const {
  if (!lastReport_ || !realTime_) return std::nullopt;
  const std::int32_t ticks = serialDistance(lastReport_->rtpTimestamp, rtpTimestamp);
  return fromNtp(lastReport_->ntp) + fromSeconds(static_cast<double>(ticks) / static_cast<double>(clockRate_));
}

}  // namespace zoetrope::rtcp
