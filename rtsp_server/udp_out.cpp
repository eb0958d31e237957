// SPDX-License-Identifier: MIT
#include "rtsp_server/udp_out.h"

#include "rtsp_server/limits.h"

namespace zoetrope::server {

UdpOut::UdpOut(Tools tools, net::UdpSocket rtp, const net::Endpoint& rtpTo)
    : tools_(tools), rtp_(std::move(rtp)), rtpTo_(rtpTo), nextSlot_(tools.loop) {}

UdpOut::UdpOut(Tools tools, net::UdpPair pair, const net::Endpoint& rtpTo, const net::Endpoint& rtcpTo)
    : tools_(tools),
      rtp_(std::move(pair.rtp)),
      rtcp_(std::move(pair.rtcp)),
      rtpTo_(rtpTo),
      rtcpTo_(rtcpTo),
      nextSlot_(tools.loop) {
  watchRtcp();
}

void UdpOut::watchRtcp() {
  watch_ = tools_.loop.watch(rtcp_->handle(), net::Interest::Read, [this](net::Ready) { receiveRtcp(); });
}

UdpOut::~UdpOut() { tools_.loop.unwatch(watch_); }

MediaOut::Sent UdpOut::send(const BatchPtr& batch, std::size_t first, std::size_t count) {
  train_.clear();
  for (std::size_t i = first; i < first + count; ++i) train_.push_back({batch->header(i), batch->payload(i)});
  const net::SendOutcome outcome = tools_.sender.send(rtp_.handle(), rtpTo_, train_);
  return {outcome.done, outcome.lost, outcome.done < count && !outcome.fault, outcome.fault};
}

void UdpOut::sendRtcp(Bytes compound) {
  if (rtcp_) rtcp_->send(compound, rtcpTo_);
}

std::string UdpOut::describe() const { return "UDP to port " + std::to_string(rtpTo_.port()); }

// The handler may end the session and with it this object: nothing is touched after it.
void UdpOut::receiveRtcp() {
  const TimePoint now = tools_.loop.now();
  if (now - slotBegan_ >= kRtcpSlot) {
    slotBegan_ = now;
    inSlot_ = foreignInSlot_ = 0;
  }
  std::vector<ByteBuffer> compounds;
  for (const net::InDatagram& datagram : tools_.receiver.receive(rtcp_->handle())) {
    const bool foreign = !datagram.from.sameHost(rtcpTo_);
    ++(foreign ? foreignInSlot_ : inSlot_);
    if (!foreign && !datagram.truncated) compounds.emplace_back(datagram.bytes.begin(), datagram.bytes.end());
  }
  if (inSlot_ >= kMaxRtcpPerSlot || foreignInSlot_ >= kMaxForeignPerSlot) {
    tools_.loop.unwatch(std::exchange(watch_, 0));
    nextSlot_.set(slotBegan_ + kRtcpSlot, [this] { watchRtcp(); });
  }
  const RtcpHandler handler = onRtcp_;
  for (const ByteBuffer& compound : compounds)
    if (handler) handler(compound);
}

}  // namespace zoetrope::server
