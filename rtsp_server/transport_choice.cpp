// SPDX-License-Identifier: MIT
#include "rtsp_server/transport_choice.h"

#include "libstream/base/text.h"

namespace zoetrope::server {

namespace {

constexpr std::uint16_t kFirstUserPort = 1024;

bool isForeign(const std::string& destination, const net::Endpoint& peer) {
  if (destination.empty()) return false;
  const auto address = net::Endpoint::parse(destination, 0);
  return !address || !address->sameHost(peer);
}

// What speaks against this alternative; empty when nothing does.
std::string objection(const rtsp::TransportSpec& offer, const net::Endpoint& peer) {
  if (offer.profile == rtsp::TransportSpec::Profile::Other) return "its protocol is not RTP";
  if (offer.secure()) return "SRTP is not spoken here";
  if (offer.multicast) return "there is no multicast";
  if (!offer.plays()) return "there is no recording";
  if (isForeign(offer.destination, peer))
    return "destination " + printable(offer.destination) + " is not the address that asks";
  if (offer.lower == rtsp::TransportSpec::Lower::Tcp) return {};
  if (!offer.clientPort) return "it has no client_port";
  if (offer.clientPort->rtp < kFirstUserPort || offer.clientPort->rtcp < kFirstUserPort)
    return "client_port is below 1024";
  return {};
}

}  // namespace

Result<rtsp::TransportSpec, NoTransport> chooseTransport(std::string_view header, const net::Endpoint& peer) {
  const auto offers = rtsp::parseTransport(header);
  if (!offers) return NoTransport{461, offers.error().message};
  std::string firstObjection = "there is none";
  for (const rtsp::TransportSpec& offer : *offers) {
    const std::string against = objection(offer, peer);
    if (against.empty()) return offer;
    if (&offer == &offers->front()) firstObjection = against;
  }
  return NoTransport{461, "no transport of " + printable(header) + " can be used: " + firstObjection};
}

std::optional<rtsp::ChannelPair> freeChannels(const std::optional<rtsp::ChannelPair>& wished,
                                              const std::set<std::uint8_t>& taken) {
  const auto fits = [&](const rtsp::ChannelPair& pair) {
    return pair.rtp != pair.rtcp && !taken.contains(pair.rtp) && !taken.contains(pair.rtcp);
  };
  if (wished && fits(*wished)) return wished;
  for (int channel = 0; channel < 255; channel += 2) {
    const rtsp::ChannelPair pair{static_cast<std::uint8_t>(channel), static_cast<std::uint8_t>(channel + 1)};
    if (fits(pair)) return pair;
  }
  return std::nullopt;
}

}  // namespace zoetrope::server
