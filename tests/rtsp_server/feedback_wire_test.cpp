// SPDX-License-Identifier: MIT
// Packets asked for again over real sockets: who gets them, and who does not.
#include "libstream/rtcp/nack.h"
#include "libstream/rtcp/packet.h"
#include "libstream/rtp/packet.h"
#include "libstream/rtp/retransmission.h"
#include "libstream/rtsp/transport_header.h"
#include "tests/rtsp_server/test_server.h"
#include "tests/support/raw_client.h"

#include <Poco/Net/DatagramSocket.h>
#include <boost/test/unit_test.hpp>

#include <map>

namespace zoetrope::server {

using namespace test;

namespace {

constexpr std::uint8_t kRtx = 97;

ByteBuffer nackOf(std::uint32_t ssrc, const std::vector<std::uint16_t>& sequences) {
  ByteBuffer compound = rtcp::receiverCompound({7, {}}, "viewer");
  rtcp::serializeNack(compound, 7, ssrc, sequences);
  return compound;
}

// A receiver that has SETUP behind it, with the profile that it asked for.
struct Viewer {
  Viewer(TestServer& server, const std::string& profile) : tcp(server.port()) {
    std::string line = udp.transport();
    line.replace(line.find("RTP/AVP"), 7, profile);
    const std::string url = server.url("movie.mjpeg");
    setup = tcp.ask("SETUP", url + "/track1", line);
    BOOST_REQUIRE_EQUAL(statusOf(setup), 200);
    const auto transport = rtsp::parseTransport(headerOf(setup, "Transport"));
    BOOST_REQUIRE(transport.ok());
    serverRtcp = transport->front().serverPort->rtcp;
    ssrc = *transport->front().ssrc;
    const std::string session = headerOf(setup, "Session");
    tcp.ask("PLAY", url, "Session: " + session.substr(0, session.find(';')) + "\r\n");
  }
  // The next packet of the movie itself.
  rtp::RtpHeader next() { return packetOf(26); }
  // The number that the next retransmission brings again.
  std::uint16_t nextResent() {
    while (const auto packet = udp.rtp()) {
      const auto view = rtp::parseRtp(*packet);
      if (view->header.payloadType == kRtx) return ByteReader(view->payload).u16();
    }
    return 0;
  }
  rtp::RtpHeader packetOf(std::uint8_t payloadType) {
    while (const auto packet = udp.rtp()) {
      const rtp::RtpHeader header = rtp::parseRtp(*packet)->header;
      if (header.payloadType == payloadType) return header;
    }
    return {};
  }

  RawTcp tcp;
  RawUdp udp;
  std::string setup;
  std::uint16_t serverRtcp = 0;
  std::uint32_t ssrc = 0;
};

struct Fixture {
  Fixture() {
    folder.write("movie.mjpeg", rawMovie(smallPictures(250)));
    running.emplace(folder);
  }
  TestServer& server() { return *running; }

  TempFolder folder;
  std::optional<TestServer> running;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(feedback_wire, Fixture)

BOOST_AUTO_TEST_CASE(the_description_offers_feedback_and_keeps_the_line_that_everybody_reads) {
  RawTcp tcp(server().port());
  const std::string text = bodyOf(tcp.ask("DESCRIBE", server().url("movie.mjpeg")));
  for (const char* line : {"m=video 0 RTP/AVP 26 97\r\n", "a=rtcp-fb:26 nack\r\n", "a=rtpmap:97 rtx/90000\r\n",
                           "a=fmtp:97 apt=26;rtx-time=5000\r\n"})
    BOOST_TEST(text.find(line) != std::string::npos, line);
}

BOOST_AUTO_TEST_CASE(who_agreed_on_feedback_gets_packets_again) {
  Viewer viewer(server(), "RTP/AVPF");
  BOOST_TEST(headerOf(viewer.setup, "Transport").find("RTP/AVPF;") == 0U);
  const std::uint16_t sequence = viewer.next().sequence;
  viewer.udp.sendRtcp(nackOf(viewer.ssrc, {sequence}), viewer.serverRtcp);
  BOOST_TEST(viewer.nextResent() == sequence);
}

BOOST_AUTO_TEST_CASE(who_asked_for_plain_rtp_is_sent_nothing_else) {
  Viewer plain(server(), "RTP/AVP");
  BOOST_TEST(headerOf(plain.setup, "Transport").find("RTP/AVP;") == 0U);
  plain.udp.sendRtcp(nackOf(plain.ssrc, {plain.next().sequence}), plain.serverRtcp);
  std::map<int, int> types;
  for (int i = 0; i < 100; ++i) ++types[rtp::parseRtp(*plain.udp.rtp())->header.payloadType];
  BOOST_TEST(types.size() == 1U);
  BOOST_TEST(types[26] == 100);
}

BOOST_AUTO_TEST_CASE(feedback_from_another_address_is_not_looked_at) {
  Viewer viewer(server(), "RTP/AVPF");
  const std::uint16_t first = viewer.next().sequence;
  const std::uint16_t second = viewer.next().sequence;
  Poco::Net::DatagramSocket stranger(Poco::Net::SocketAddress("127.0.0.2", 0));
  const ByteBuffer forged = nackOf(viewer.ssrc, {first});
  stranger.sendTo(forged.data(), static_cast<int>(forged.size()),
                  Poco::Net::SocketAddress("127.0.0.1", viewer.serverRtcp));
  viewer.udp.sendRtcp(nackOf(viewer.ssrc, {second}), viewer.serverRtcp);
  // The forged one was there before: it would have been answered first.
  BOOST_TEST(viewer.nextResent() == second);
}

BOOST_AUTO_TEST_CASE(a_flood_of_askings_leaves_the_server_answering_and_the_other_viewers_whole) {
  Viewer flooder(server(), "RTP/AVPF");
  Viewer other(server(), "RTP/AVPF");
  const std::uint16_t first = flooder.next().sequence;
  std::vector<std::uint16_t> all;
  for (int i = 0; i < 2000; ++i) all.push_back(static_cast<std::uint16_t>(first + i));
  const ByteBuffer asking = nackOf(flooder.ssrc, all);
  rtp::RtpHeader last = other.next();
  for (int round = 0; round < 50; ++round) {
    for (int i = 0; i < 100; ++i) flooder.udp.sendRtcp(asking, flooder.serverRtcp);
    const rtp::RtpHeader header = other.next();
    BOOST_TEST_REQUIRE(header.sequence == static_cast<std::uint16_t>(last.sequence + 1));
    last = header;
  }
  RawTcp tcp(server().port());
  BOOST_TEST(statusOf(tcp.ask("OPTIONS", "*")) == 200);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
