// SPDX-License-Identifier: MIT
// The Transport header: what a client offers, in its order, and what the server chose.
// Spec: RFC 2326, section 12.39; profiles of RFC 4585 (AVPF) and RFC 3711 (SAVP).
// Thread: values, pure functions.
// Fails: an alternative that cannot be read is left out; an error when none can.
#pragma once

#include "libstream/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::rtsp {

// A pair of ports or of interleaved channels.
template <class Number>
struct NumberPair {
  Number rtp = 0;
  Number rtcp = 0;
  friend bool operator==(const NumberPair&, const NumberPair&) = default;
};
using PortPair = NumberPair<std::uint16_t>;
using ChannelPair = NumberPair<std::uint8_t>;

struct TransportSpec {
  enum class Profile { Avp, Avpf, Savp, Savpf, Other };
  enum class Lower { Udp, Tcp };

  Profile profile = Profile::Avp;
  Lower lower = Lower::Udp;
  // As sent, "RTP/AVP/TCP"; written from profile and lower when empty.
  std::string protocol;
  bool unicast = false;
  bool multicast = false;
  // A single port means that the RTCP port is the next one.
  std::optional<PortPair> clientPort;
  std::optional<PortPair> serverPort;
  std::optional<PortPair> port;
  std::optional<ChannelPair> interleaved;
  std::string destination;
  std::string source;
  std::optional<std::uint32_t> ssrc;
  // Without quotes, upper case; empty is PLAY.
  std::string mode;
  std::optional<int> ttl;

  bool plays() const { return mode.empty() || mode == "PLAY"; }
  bool secure() const { return profile == Profile::Savp || profile == Profile::Savpf; }
  bool feedback() const { return profile == Profile::Avpf || profile == Profile::Savpf; }
};

// At most this many alternatives are looked at.
constexpr std::size_t kMaxTransports = 16;

Result<std::vector<TransportSpec>> parseTransport(std::string_view value);
std::string serializeTransport(const TransportSpec& spec);
std::string serializeTransport(const std::vector<TransportSpec>& specs);

}  // namespace zoetrope::rtsp
