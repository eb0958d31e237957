// SPDX-License-Identifier: MIT
#include "rtsp_client/socket_drops.h"

#include "libstream/base/serial.h"
#include "libstream/net/batch_receiver.h"
#include "libstream/rtp/packet.h"

#include <algorithm>

namespace zoetrope::client {

void SocketDrops::onPacket(Bytes packet, std::uint32_t dropsBefore) {
  pending_ += dropsBefore;
  const auto rtp = rtp::parseRtp(packet);
  if (!rtp) return;
  const auto known =
      std::find_if(streams_.begin(), streams_.end(), [&](const Stream& each) { return each.ssrc == rtp->header.ssrc; });
  if (known == streams_.end()) {
    if (streams_.size() == kMaxStreams) streams_.erase(streams_.begin());
    streams_.push_back({rtp->header.ssrc, rtp->header.sequence});
    return;
  }
  const int distance = serialDistance(known->last, rtp->header.sequence);
  if (distance <= 0) return;  // late, or twice
  known->last = rtp->header.sequence;
  if (pending_ > 0 && distance > 1) explain(static_cast<std::uint16_t>(distance - 1));
}

// A gap that is larger than so many messages can be was lost elsewhere, too; one that is smaller was in several
// streams.
void SocketDrops::explain(std::uint16_t gap) {
  packets_ += std::clamp<std::uint64_t>(gap, pending_, pending_ * net::BatchReceiver::kMaxTrain);
  explained_ += pending_;
  pending_ = 0;
}

std::uint64_t SocketDrops::packets(std::uint64_t kernelDrops) const {
  return packets_ + (kernelDrops - std::min(kernelDrops, explained_));
}

}  // namespace zoetrope::client
