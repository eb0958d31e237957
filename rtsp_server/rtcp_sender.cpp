// SPDX-License-Identifier: MIT
#include "rtsp_server/rtcp_sender.h"

#include "libstream/rtcp/last_sent.h"
#include "libstream/rtcp/nack.h"
#include "libstream/rtcp/packet.h"
#include "rtsp_server/limits.h"

namespace zoetrope::server {

RtcpSender::RtcpSender(const Parts& parts, std::uint32_t ssrc, std::string cname)
    : parts_(parts),
      statistics_(ssrc),
      reportTimer_(parts.random),
      next_(parts.scheduler),
      second_(parts.scheduler),
      third_(parts.scheduler),
      cname_(std::move(cname)) {}

bool RtcpSender::onReceived(Bytes compound, Received& received) {
  const auto packets = rtcp::parseCompound(compound, rtcp::Framing::ReducedSize);
  if (!packets) return false;
  bool alive = false;
  for (const rtcp::Packet& packet : *packets) {
    if (const auto* report = std::get_if<rtcp::ReceiverReport>(&packet)) {
      alive = true;
      for (const rtcp::ReportBlock& block : report->blocks)
        if (block.ssrc == statistics_.ssrc()) {
          statistics_.onReportBlock(block, parts_.clock.wallNow());
          received.fractionLost = block.fractionLost;
        }
    }
    if (const auto* other = std::get_if<rtcp::Other>(&packet)) alive = takeOther(*other, received) || alive;
    // A receiver that also sends something of its own reports in an SR.
    alive = alive || std::holds_alternative<rtcp::SenderReport>(packet);
  }
  return alive;
}

bool RtcpSender::takeOther(const rtcp::Other& packet, Received& received) const {
  if (auto feedback = rtcp::parseCongestionFeedback(packet)) {
    received.feedback.push_back(*std::move(feedback));
    return true;
  }
  const auto nack = rtcp::parseNack(packet);
  if (!nack || nack->mediaSsrc != statistics_.ssrc()) return false;
  received.nacks.insert(received.nacks.end(), nack->sequences.begin(), nack->sequences.end());
  return true;
}

void RtcpSender::start() {
  second_.cancel();
  third_.cancel();
  saidGoodbye_ = false;
  lastSent_.reset();
  reportTimer_.start(parts_.scheduler.now());
  scheduleNext();
}

void RtcpSender::stop(std::optional<std::uint16_t> last) {
  next_.cancel();
  if (statistics_.packets() == 0) return;
  lastSent_ = last;
  sendReport();
  if (!last) return;
  const TimePoint now = parts_.scheduler.now();
  second_.set(now + kLastSentRepeat1, [this] { sendReport(); });
  third_.set(now + kLastSentRepeat2, [this] { sendReport(); });
}

void RtcpSender::sayGoodbye(std::optional<std::uint16_t> last) {
  lastSent_ = last;
  sayGoodbyeOnce();
  const TimePoint now = parts_.scheduler.now();
  second_.set(now + kByeRepeat1, [this] { sendReport(true); });
  third_.set(now + kByeRepeat2, [this] { sendReport(true); });
}

void RtcpSender::sayGoodbyeOnce() {
  next_.cancel();
  sendReport(true);
  saidGoodbye_ = true;
}

void RtcpSender::setSsrc(std::uint32_t ssrc) { statistics_.setSsrc(ssrc); }

void RtcpSender::sendReport(bool bye) {
  const auto report = statistics_.buildReport(parts_.clock.wallNow(), parts_.media.timestampAt(parts_.scheduler.now()));
  ByteBuffer compound = rtcp::senderCompound(report, cname_);
  if (lastSent_) rtcp::serialize(compound, rtcp::LastSent{statistics_.ssrc(), *lastSent_});
  if (state_) rtcp::serialize(compound, *state_);
  if (bye) rtcp::appendBye(compound, statistics_.ssrc());
  parts_.out.sendRtcp(compound);
}

void RtcpSender::sayState() {
  if (!state_) return;
  ByteBuffer packet;
  rtcp::serialize(packet, *state_);
  parts_.out.sendRtcp(packet);
}

void RtcpSender::scheduleNext() {
  next_.set(reportTimer_.nextTime(), [this] {
    sendReport();
    reportTimer_.onSent(parts_.scheduler.now());
    scheduleNext();
  });
}

}  // namespace zoetrope::server
