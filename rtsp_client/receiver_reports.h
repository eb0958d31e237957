// SPDX-License-Identifier: MIT
// What the receiver says by RTCP, and when: receiver reports, and packets that keep the way through a NAT open.
// Spec: RFC 3550, section 6.4.2; RFC 6263 for the empty RTP packet.
// Thread: one at a time; time is an argument.
// Borrows: the random source.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/random.h"
#include "libstream/rtcp/interval.h"
#include "libstream/rtcp/reception.h"

#include <cstdint>
#include <string>

namespace zoetrope::client {

class ReceiverReports {
 public:
  static constexpr Duration kPathInterval = std::chrono::seconds(15);

  explicit ReceiverReports(Random& random);

  void start(TimePoint now) { timer_.start(now); }
  TimePoint nextTime() const { return timer_.nextTime(); }
  // A compound of RR and SDES, and the time of the next is drawn.
  ByteBuffer report(rtcp::ReceptionStatistics& reception, TimePoint now);
  // An RTP packet without payload.
  ByteBuffer emptyRtp(std::uint8_t payloadType);

 private:
  rtcp::ReportTimer timer_;
  std::uint32_t ssrc_;
  std::uint16_t sequence_;
  std::string cname_;
};

}  // namespace zoetrope::client
