// SPDX-License-Identifier: MIT
#include "rtsp_client/source_filter.h"

namespace zoetrope::client {

void SourceFilter::expect(const net::Endpoint& rtp, const net::Endpoint& rtcp) {
  rtp_ = rtp;
  rtcp_ = rtcp;
  kept_.reset();
  released_ = false;
}

bool SourceFilter::acceptsRtp(const net::Endpoint& from, Bytes packet, TimePoint now) {
  if (!from.sameHost(rtp_)) return false;
  if (rtp_.port() != 0) return from.port() == rtp_.port();
  if (!kept_ || !(*kept_ == from)) {
    const bool free = !kept_ || released_ || now - lastKept_ > kSilence;
    const auto view = rtp::parseRtp(packet);
    if (!free || !view || view->header.payloadType != rtp::kPayloadTypeJpeg) return false;
    kept_ = from;
    released_ = false;
  }
  lastKept_ = now;
  return true;
}

bool SourceFilter::acceptsRtcp(const net::Endpoint& from) const {
  return from.sameHost(rtcp_) && (rtcp_.port() == 0 || from.port() == rtcp_.port());
}

}  // namespace zoetrope::client
