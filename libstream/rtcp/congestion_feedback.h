// SPDX-License-Identifier: MIT
// Congestion control feedback: for each packet of a run of sequence numbers whether it came, and when.
// Spec: RFC 8888, section 3.1 (report blocks, arrival time offset in 1/1024 s, report timestamp).
// Thread: pure functions.
// Fails: parseCongestionFeedback gives nothing for what is no such packet or is cut short.
// Limits: kMaxFeedbackReports packets of a stream in one report when read; who writes keeps it below the MTU.
#pragma once

#include "libstream/rtcp/packet.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace zoetrope::rtcp {

inline constexpr std::uint8_t kFormatCongestionFeedback = 11;
// Section 3.1: more than a quarter of the sequence numbers in one report would be ambiguous.
inline constexpr std::size_t kMaxFeedbackReports = 16384;
// The largest offset that 13 bits say; what came earlier is said as this.
inline constexpr Duration kMaxArrivalOffset = std::chrono::microseconds(std::int64_t{0x1FFD} * 1'000'000 / 1024);

struct ArrivalReport {
  bool received = false;
  // Before the report's timestamp; nothing when it came, but too long ago to say when.
  std::optional<Duration> offset = std::nullopt;
  friend bool operator==(const ArrivalReport&, const ArrivalReport&) = default;
};

struct StreamFeedback {
  std::uint32_t ssrc = 0;
  std::uint16_t beginSequence = 0;
  std::vector<ArrivalReport> packets;  // from beginSequence on
  friend bool operator==(const StreamFeedback&, const StreamFeedback&) = default;
};

struct CongestionFeedback {
  std::uint32_t senderSsrc = 0;
  std::vector<StreamFeedback> streams;
  // The middle 32 bits of the reporter's NTP time (units of 1/65536 s).
  std::uint32_t timestamp = 0;
  friend bool operator==(const CongestionFeedback&, const CongestionFeedback&) = default;
};

std::optional<CongestionFeedback> parseCongestionFeedback(const Other& packet);
void serialize(ByteBuffer& to, const CongestionFeedback& feedback);

}  // namespace zoetrope::rtcp
