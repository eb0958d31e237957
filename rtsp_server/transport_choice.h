// SPDX-License-Identifier: MIT
// Which of the transports that a client offers is taken, and why none, if none.
// Spec: RFC 2326, section 12.39; RTP goes only to the asker's own address, to ports from 1024.
// Thread: pure functions.
#pragma once

#include "libstream/base/result.h"
#include "libstream/net/endpoint.h"
#include "libstream/rtsp/transport_header.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

namespace zoetrope::server {

// The reason is for the log.
struct NoTransport {
  int status = 461;
  std::string reason;
};

// Of the alternatives the first that is possible; its ports or channels are filled in.
Result<rtsp::TransportSpec, NoTransport> chooseTransport(std::string_view header, const net::Endpoint& peer);

// The channels that are wished for when they are two and free, else the next pair that is; nothing when there is none.
std::optional<rtsp::ChannelPair> freeChannels(const std::optional<rtsp::ChannelPair>& wished,
                                              const std::set<std::uint8_t>& taken);

}  // namespace zoetrope::server
