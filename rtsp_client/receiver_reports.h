// SPDX-License-Identifier: MIT
// What the receiver says by RTCP, and when: receiver reports, askings for missing packets, and packets that keep the
// way through a NAT open.
// Spec: RFC 3550, section 6.4.2; RFC 4585, section 3.1 (compound of RR, SDES and NACK); RFC 6263 (empty RTP packet);
// RFC 8888 (arrivals), RFC 5506 (reduced size).
// Thread: one at a time; time is an argument.
// Borrows: the random source.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/random.h"
#include "libstream/rtcp/arrival_log.h"
#include "libstream/rtcp/interval.h"
#include "libstream/rtcp/reception.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace zoetrope::client {

class ReceiverReports {
 public:
  static constexpr Duration kPathInterval = std::chrono::seconds(15);

  explicit ReceiverReports(Random& random);

  void start(TimePoint now) { timer_.start(now); }
  TimePoint nextTime() const { return timer_.nextTime(); }
  // A compound of RR and SDES, and the time of the next is drawn.
  ByteBuffer report(rtcp::ReceptionStatistics& reception, TimePoint now);
  // Compounds that ask for these packets, in order, each below the MTU.
  std::vector<ByteBuffer> nacks(std::uint32_t mediaSsrc, std::span<const std::uint16_t> sequences) const;
  // When packets arrived, or that none has; without a report in front, for these are many.
  std::vector<ByteBuffer> arrivals(rtcp::ArrivalLog& log, TimePoint now) const;
  // An RTP packet without payload.
  ByteBuffer emptyRtp(std::uint8_t payloadType);

 private:
  rtcp::ReportTimer timer_;
  std::uint32_t ssrc_;
  std::uint16_t sequence_;
  std::string cname_;
};

}  // namespace zoetrope::client
