// SPDX-License-Identifier: MIT
#include "libstream/rtsp/transport_header.h"

#include "libstream/base/text.h"

#include <boost/test/unit_test.hpp>

#include <cstdio>

namespace zoetrope::rtsp {

namespace {

using Profile = TransportSpec::Profile;
using Lower = TransportSpec::Lower;

TransportSpec one(std::string_view text) {
  const auto specs = parseTransport(text);
  BOOST_REQUIRE_MESSAGE(specs.ok(), text);
  BOOST_REQUIRE(specs->size() == 1U);
  return specs->front();
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_profiles_and_what_is_below) {
  const auto is = [](std::string_view text, Profile profile, Lower lower) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST((one(text).profile == profile));
      BOOST_TEST((one(text).lower == lower));
    }
  };
  is("RTP/AVP", Profile::Avp, Lower::Udp);
  is("RTP/AVP/UDP;unicast", Profile::Avp, Lower::Udp);
  is("rtp/avp/tcp;unicast", Profile::Avp, Lower::Tcp);
  is("RTP/AVPF", Profile::Avpf, Lower::Udp);
  is("RTP/AVPF/TCP", Profile::Avpf, Lower::Tcp);
  is("RTP/SAVP", Profile::Savp, Lower::Udp);
  is("RTP/SAVPF", Profile::Savpf, Lower::Udp);
  is("RAW/RAW/UDP", Profile::Other, Lower::Udp);
  is("RTP/AVP/DCCP", Profile::Other, Lower::Udp);
  is("MP2T/H2221/UDP", Profile::Other, Lower::Udp);
  is("RTP", Profile::Other, Lower::Udp);
}

BOOST_AUTO_TEST_CASE(reads_a_clients_udp_offer) {
  const TransportSpec spec = one("RTP/AVP;unicast;client_port=4588-4589;mode=\"PLAY\"");
  BOOST_TEST(spec.unicast);
  BOOST_TEST(!spec.multicast);
  BOOST_TEST((spec.clientPort == PortPair{4588, 4589}));
  BOOST_TEST(spec.mode == "PLAY");
  BOOST_TEST(spec.plays());
  BOOST_TEST(!one("RTP/AVP;mode=record").plays());
  BOOST_TEST((one("RTP/AVP;client_port=5000").clientPort == PortPair{5000, 5001}));
  BOOST_TEST(!spec.feedback());
  BOOST_TEST(one("RTP/AVPF;unicast").feedback());
  BOOST_TEST(one("RTP/SAVP;unicast").secure());
}

BOOST_AUTO_TEST_CASE(reads_a_servers_choice) {
  const TransportSpec spec =
      one("RTP/AVP/UDP;unicast;source=192.0.2.1;destination=192.0.2.2;client_port=5000-5001;server_port=6970-6971;"
          "ssrc=1a2B3c4D;mode=\"PLAY\"");
  BOOST_TEST(spec.source == "192.0.2.1");
  BOOST_TEST(spec.destination == "192.0.2.2");
  BOOST_TEST((spec.serverPort == PortPair{6970, 6971}));
  BOOST_TEST(spec.ssrc.value() == 0x1A2B3C4DU);
  const TransportSpec tcp = one("RTP/AVP/TCP;interleaved=2-3;ssrc= 0x1F");
  BOOST_TEST((tcp.interleaved == ChannelPair{2, 3}));
  BOOST_TEST(tcp.ssrc.value() == 0x1FU);
  BOOST_TEST(!one("RTP/AVP;ssrc=no").ssrc.has_value());
}

BOOST_AUTO_TEST_CASE(keeps_the_order_of_alternatives) {
  const auto specs = parseTransport(
      "RTP/AVPF;unicast;client_port=1000-1001, "
      "RTP/AVP;multicast;port=2000-2001;ttl=16,RTP/AVP/TCP;unicast;interleaved=0-1");
  BOOST_REQUIRE(specs->size() == 3U);
  BOOST_TEST((specs->at(0).profile == Profile::Avpf));
  BOOST_TEST(specs->at(1).multicast);
  BOOST_TEST(specs->at(1).ttl.value() == 16);
  BOOST_TEST((specs->at(1).port == PortPair{2000, 2001}));
  BOOST_TEST((specs->at(2).lower == Lower::Tcp));
}

BOOST_AUTO_TEST_CASE(an_alternative_that_cannot_be_read_is_left_out) {
  const auto specs = parseTransport("RTP/AVP;client_port=70000-70001,RTP/AVP/TCP;interleaved=0-1");
  BOOST_REQUIRE(specs->size() == 1U);
  BOOST_TEST((specs->front().lower == Lower::Tcp));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_at_all_is_an_error) {
  for (const char* text : {"", " ", ",", ";unicast", "RTP/AVP;client_port=", "RTP/AVP;client_port=0-1",
                           "RTP/AVP;client_port=a-b", "RTP/AVP/TCP;interleaved=256-257", "RTP/AVP/TCP;interleaved=255",
                           "RTP/AVP;client_port=65535", "RTP/AVP;server_port=1-"})
    BOOST_TEST_CONTEXT(text) BOOST_TEST(!parseTransport(text).ok());
}

BOOST_AUTO_TEST_CASE(only_so_many_alternatives_are_looked_at) {
  std::string text = "RTP/AVP";
  for (std::size_t i = 0; i < 2 * kMaxTransports; ++i) text += ",RTP/AVP";
  BOOST_TEST(parseTransport(text)->size() == kMaxTransports);
}

// live555 cuts a reply's Transport at its semicolons and reads each part with sscanf.
BOOST_AUTO_TEST_CASE(live555_reads_what_the_server_chose) {
  TransportSpec spec = one("RTP/AVP;unicast;client_port=50000-50001");
  spec.serverPort = PortPair{6970, 6971};
  spec.source = "192.0.2.1";
  spec.ssrc = 0xABCDU;
  unsigned short port = 0;
  unsigned rtp = 9, rtcp = 9;
  std::string source;
  const std::string chosen = serializeTransport(spec) + ";interleaved=2-3";
  for (const std::string_view field : split(chosen, ';')) {
    const std::string text(field);
    BOOST_TEST(text.find_first_of(" \t") == std::string::npos);
    std::sscanf(text.c_str(), "server_port=%hu", &port);
    std::sscanf(text.c_str(), "interleaved=%u-%u", &rtp, &rtcp);
    if (startsWithIgnoreCase(text, "source=")) source = text.substr(7);
  }
  BOOST_TEST(port == 6970);
  BOOST_TEST(source == "192.0.2.1");
  BOOST_TEST(rtp == 2U);
  BOOST_TEST(rtcp == 3U);
}

BOOST_AUTO_TEST_CASE(writes_what_it_reads) {
  for (const std::string text :
       {"RTP/AVP;unicast;client_port=5000-5001", "RTP/AVP;unicast;client_port=5000-5000",
        "RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=0000001F",
        "RTP/AVPF;unicast;destination=192.0.2.2;source=::1;client_port=5000-5001;server_port=6000-6001;ssrc=12345678",
        "RTP/AVP;multicast;port=2000-2001;ttl=16"})
    BOOST_TEST(serializeTransport(one(text)) == text);
  TransportSpec spec;
  spec.profile = Profile::Avpf;
  spec.lower = Lower::Tcp;
  spec.unicast = true;
  spec.interleaved = ChannelPair{0, 1};
  BOOST_TEST(serializeTransport(spec) == "RTP/AVPF/TCP;unicast;interleaved=0-1");
  BOOST_TEST(serializeTransport(std::vector<TransportSpec>{spec, spec}) ==
             "RTP/AVPF/TCP;unicast;interleaved=0-1,RTP/AVPF/TCP;unicast;interleaved=0-1");
}

}  // namespace zoetrope::rtsp
