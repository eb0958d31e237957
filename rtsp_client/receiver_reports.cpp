// SPDX-License-Identifier: MIT
#include "rtsp_client/receiver_reports.h"

#include "libstream/rtcp/nack.h"
#include "libstream/rtcp/packet.h"
#include "libstream/rtp/packet.h"

namespace zoetrope::client {

ReceiverReports::ReceiverReports(Random& random)
    : timer_(random),
      ssrc_(random.next32()),
      sequence_(static_cast<std::uint16_t>(random.next32())),
      cname_("zoetrope-" + std::to_string(random.next32())) {}

ByteBuffer ReceiverReports::report(rtcp::ReceptionStatistics& reception, TimePoint now) {
  timer_.onSent(now);
  rtcp::ReceiverReport report{.ssrc = ssrc_, .blocks = {}};
  if (const auto block = reception.buildBlock(now)) report.blocks.push_back(*block);
  return rtcp::receiverCompound(report, cname_);
}

// The report in front is empty: blocks have their own times (RFC 3550, section 6.2).
std::vector<ByteBuffer> ReceiverReports::nacks(std::uint32_t mediaSsrc,
                                               std::span<const std::uint16_t> sequences) const {
  std::vector<ByteBuffer> compounds;
  while (!sequences.empty()) {
    ByteBuffer compound = rtcp::receiverCompound({.ssrc = ssrc_, .blocks = {}}, cname_);
    sequences = sequences.subspan(rtcp::serializeNack(compound, ssrc_, mediaSsrc, sequences));
    compounds.push_back(std::move(compound));
  }
  return compounds;
}

std::vector<ByteBuffer> ReceiverReports::arrivals(rtcp::ArrivalLog& log, TimePoint now) const {
  std::vector<ByteBuffer> packets;
  for (const rtcp::CongestionFeedback& feedback : log.report(ssrc_, now))
    rtcp::serialize(packets.emplace_back(), feedback);
  if (packets.empty())
    rtcp::serialize(packets.emplace_back(), rtcp::CongestionFeedback{.senderSsrc = ssrc_, .streams = {}});
  return packets;
}

ByteBuffer ReceiverReports::emptyRtp(std::uint8_t payloadType) {
  ByteBuffer packet;
  rtp::writeRtpHeader(packet, {.payloadType = payloadType, .sequence = ++sequence_, .timestamp = 0, .ssrc = ssrc_});
  return packet;
}

}  // namespace zoetrope::client
