// SPDX-License-Identifier: MIT
#include "tests/netlab/frame_account.h"

#include "libstream/rtp/packet.h"

#include <algorithm>

namespace zoetrope::netlab {

namespace {

constexpr std::uint8_t kUdp = 17;
constexpr std::size_t kMinIpHeader = 20;
constexpr std::size_t kUdpHeader = 8;

}  // namespace

Bytes udpPayload(Bytes ip) {
  if (ip.size() < kMinIpHeader || ip[0] >> 4 != 4 || ip[9] != kUdp) return {};
  const std::size_t header = std::size_t{4} * (ip[0] & 15U);
  const bool laterFragment = (ip[6] & 0x1F) != 0 || ip[7] != 0;
  if (laterFragment || ip.size() < header + kUdpHeader) return {};
  return ip.subspan(header + kUdpHeader);
}

FrameAccount::Kind FrameAccount::onPacket(Bytes ip, bool dropped) {
  const Bytes payload = udpPayload(ip);
  if (payload.empty() || rtp::looksLikeRtcp(payload)) return Kind::Other;
  const auto packet = rtp::parseRtp(payload);
  if (!packet) return Kind::Other;
  bool first = false;
  if (packet->header.payloadType == rtp::kPayloadTypeJpeg && frames_.size() < kMaxFrames) {
    Frame& frame = frames_[{packet->header.ssrc, packet->header.timestamp}];
    first = frame.seen.insert(packet->header.sequence).second;
    frame.hit = frame.hit || (first && dropped);
  }
  ++(first ? counts_.media : counts_.repeated);
  if (dropped) ++(first ? counts_.mediaDropped : counts_.repeatedDropped);
  return first ? Kind::First : Kind::Again;
}

std::uint64_t FrameAccount::whole() const {
  return static_cast<std::uint64_t>(
      std::count_if(frames_.begin(), frames_.end(), [](const auto& entry) { return !entry.second.hit; }));
}

}  // namespace zoetrope::netlab
