// SPDX-License-Identifier: MIT
// When the packets of a few streams came, to be told to their sender. Each is told twice, so that the loss of one
// report hides nothing. Spec: RFC 8888, section 3 (what is reported), section 4 (how often). Thread: one at a time;
// time is an argument. Limits: kMaxStreams streams; of each the last kMaxKept packets; kMaxReportsPerPacket packets in
// one RTCP packet, which keeps it below the MTU. A jump of more than kMaxJump numbers starts the stream over.
#pragma once

#include "libstream/base/serial.h"
#include "libstream/base/time.h"
#include "libstream/rtcp/congestion_feedback.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace zoetrope::rtcp {

class ArrivalLog {
 public:
  static constexpr std::size_t kMaxStreams = 4;
  static constexpr std::size_t kMaxKept = 8192;
  static constexpr std::size_t kMaxReportsPerPacket = 500;
  static constexpr std::int64_t kMaxJump = 4096;

  void onPacket(std::uint32_t ssrc, std::uint16_t sequence, TimePoint now);
  // Packets that have come since the last report.
  std::size_t unreported() const { return unreported_; }
  // The reports that are due now, one RTCP packet each; none when nothing new has come.
  std::vector<CongestionFeedback> report(std::uint32_t senderSsrc, TimePoint now);
  void clear();

 private:
  struct Stream {
    std::uint32_t ssrc = 0;
    SequenceExtender extender = {};
    std::int64_t begin = 0;  // number of the first kept
    std::deque<std::optional<TimePoint>> arrivals = {};
    std::int64_t newFrom = 0;  // what follows has been in no report yet
    bool changed = false;
  };

  Stream* find(std::uint32_t ssrc);
  static void startOver(Stream& stream, std::int64_t number);
  static void appendTo(std::vector<CongestionFeedback>& reports, const Stream& stream, TimePoint now);

  std::vector<Stream> streams_;
  std::size_t unreported_ = 0;
};

}  // namespace zoetrope::rtcp
