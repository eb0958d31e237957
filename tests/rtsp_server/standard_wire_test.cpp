// SPDX-License-Identifier: MIT
// The standard dialect over real sockets: what is answered, and what comes on the media ports.
#include "libstream/impair/link_options.h"
#include "libstream/rtcp/packet.h"
#include "libstream/rtp/packet.h"
#include "libstream/rtsp/rtp_info.h"
#include "libstream/rtsp/transport_header.h"
#include "libstream/sdp/jpeg_stream.h"
#include "libstream/sdp/sdp.h"
#include "libstream/sdp/zoetrope_sdp.h"
#include "tests/rtsp_server/test_server.h"
#include "tests/support/raw_client.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::server {

using namespace test;

namespace {

struct Fixture {
  explicit Fixture(const TestServer::Change& change = {}) {
    folder.write("movie.mjpeg", rawMovie(smallPictures(25)));
    folder.write("lab.Mjpeg", labMovie(smallPictures(10)));
    folder.write("text.mjpeg", "this is no movie at all");
    running.emplace(folder, change);
  }

  TestServer& server() { return *running; }
  std::string url(const std::string& movie = "movie.mjpeg") const { return running->url(movie); }
  std::string track(const std::string& movie = "movie.mjpeg") const { return url(movie) + "/track1"; }

  TempFolder folder;
  std::optional<TestServer> running;
};

std::string sessionIn(const std::string& reply) {
  const std::string value = headerOf(reply, "Session");
  return value.substr(0, value.find(';'));
}
std::string sessionLine(const std::string& reply) { return "Session: " + sessionIn(reply) + "\r\n"; }

bool isBye(const ByteBuffer& compound) {
  const auto parts = rtcp::parseCompound(compound);
  return parts && std::any_of(parts->begin(), parts->end(),
                              [](const auto& part) { return std::holds_alternative<rtcp::Bye>(part); });
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(standard_wire, Fixture)

BOOST_AUTO_TEST_CASE(options_lists_the_methods) {
  RawTcp tcp(server().port());
  const std::string reply = tcp.ask("OPTIONS", "*");
  BOOST_TEST(statusOf(reply) == 200);
  BOOST_TEST(headerOf(reply, "CSeq") == "1");
  for (const char* method : {"DESCRIBE", "SETUP", "PLAY", "PAUSE", "TEARDOWN", "GET_PARAMETER", "SET_PARAMETER"})
    BOOST_TEST(headerOf(reply, "Public").find(method) != std::string::npos, method);
}

BOOST_AUTO_TEST_CASE(describe_gives_the_one_description_with_range_rate_and_control) {
  RawTcp tcp(server().port());
  const std::string reply = tcp.ask("DESCRIBE", url(), "Accept: application/sdp\r\n");
  BOOST_TEST(statusOf(reply) == 200);
  BOOST_TEST(headerOf(reply, "Content-Type") == "application/sdp");
  BOOST_TEST(headerOf(reply, "Content-Base") == url() + "/");
  BOOST_TEST(headerOf(reply, "Supported") == "");
  const auto description = sdp::parseSdp(bodyOf(reply));
  BOOST_REQUIRE(description.ok());
  const auto stream = sdp::findJpegStream(*description);
  BOOST_REQUIRE(stream.ok());
  const sdp::Media& media = description->media[stream->media];
  BOOST_TEST(std::string(sdp::rangeOf(*description, media)) == "npt=0-1");
  BOOST_TEST(*media.frameRate() == 25);
  BOOST_TEST(sdp::resolveControl(headerOf(reply, "Content-Base"), media.control()) == track());
}

BOOST_AUTO_TEST_CASE(a_simulated_network_is_named_and_loses_what_it_says) {
  Fixture impaired([](Options& options) { options.impair = impair::parseLink("loss=20%,delay=5ms,seed=3").value(); });
  RawTcp tcp(impaired.server().port());
  const auto description = sdp::parseSdp(bodyOf(tcp.ask("DESCRIBE", impaired.url(), "Accept: application/sdp\r\n")));
  BOOST_REQUIRE(description.ok());
  BOOST_TEST(description->info == "simulated network: 20 % loss, 5 ms delay");
  RawUdp udp;
  const std::string setup = tcp.ask("SETUP", impaired.track(), udp.transport());
  BOOST_REQUIRE(statusOf(tcp.ask("PLAY", impaired.url(), sessionLine(setup) + "Range: npt=0-\r\n")) == 200);
  BOOST_TEST(impaired.server().log().waitFor("end of the movie"));
  BOOST_TEST(statusOf(tcp.ask("TEARDOWN", impaired.url(), sessionLine(setup))) == 200);
  BOOST_TEST(impaired.server().log().waitFor("ended: TEARDOWN; 25 frames sent; the simulated network passed "));
  const std::string log = impaired.server().log().text();
  BOOST_TEST(log.find(", simulated network: 20 % loss, 5 ms delay): set up") != std::string::npos);
  BOOST_TEST(log.find(", lost 0 and") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_movie_plays_over_udp_and_ends_with_a_goodbye) {
  RawTcp tcp(server().port());
  RawUdp udp;
  const std::string setup = tcp.ask("SETUP", track(), udp.transport());
  BOOST_REQUIRE(statusOf(setup) == 200);
  BOOST_TEST(sessionIn(setup).size() == 32U);
  BOOST_TEST(headerOf(setup, "Session").find(";timeout=60") != std::string::npos);
  const auto transport = rtsp::parseTransport(headerOf(setup, "Transport"));
  BOOST_REQUIRE(transport.ok());
  BOOST_TEST(transport->front().serverPort->rtp % 2 == 0);
  BOOST_TEST(transport->front().serverPort->rtcp == transport->front().serverPort->rtp + 1);
  BOOST_TEST(transport->front().clientPort->rtp == udp.port());
  const std::string play = tcp.ask("PLAY", url(), sessionLine(setup) + "Range: npt=0-\r\n");
  BOOST_TEST(statusOf(play) == 200);
  BOOST_TEST(headerOf(play, "Range") == "npt=0-1");
  const auto info = rtsp::parseRtpInfo(headerOf(play, "RTP-Info"));
  BOOST_REQUIRE(info.size() == 1U);
  BOOST_TEST(info[0].url == track());
  int markers = 0;
  std::uint16_t next = *info[0].sequence;
  while (markers < 25) {
    const auto packet = udp.rtp();
    BOOST_REQUIRE(packet.has_value());
    BOOST_TEST(packet->size() <= 1472U);
    const auto view = rtp::parseRtp(*packet);
    BOOST_REQUIRE(view.ok());
    BOOST_TEST(view->header.sequence == next++);
    BOOST_TEST(view->header.ssrc == *transport->front().ssrc);
    BOOST_TEST(view->header.timestamp == *info[0].rtpTime + static_cast<std::uint32_t>(markers) * 3600);
    BOOST_TEST(!view->extension.has_value());
    markers += view->header.marker ? 1 : 0;
  }
  int byes = 0;
  while (byes < 3) {
    const auto compound = udp.rtcp();
    BOOST_REQUIRE(compound.has_value());
    byes += isBye(*compound) ? 1 : 0;
  }
  BOOST_TEST(server().log().waitFor("end of the movie, 25 frames sent"));
  BOOST_TEST(statusOf(tcp.ask("TEARDOWN", url(), sessionLine(setup))) == 200);
  BOOST_TEST(server().sessions() == 0U);
}

BOOST_AUTO_TEST_CASE(a_movie_plays_interleaved_and_replies_come_between_its_packets) {
  RawTcp tcp(server().port());
  const std::string setup = tcp.ask("SETUP", track(), "Transport: RTP/AVP/TCP;unicast;interleaved=4-5\r\n");
  BOOST_REQUIRE(statusOf(setup) == 200);
  BOOST_TEST(headerOf(setup, "Transport").find("interleaved=4-5") != std::string::npos);
  BOOST_REQUIRE(statusOf(tcp.ask("PLAY", url(), sessionLine(setup))) == 200);
  BOOST_TEST(statusOf(tcp.ask("GET_PARAMETER", url(), sessionLine(setup))) == 200);
  int markers = 0;
  bool bye = false;
  while (!bye) {
    const std::string frame = tcp.nextFrame();
    BOOST_REQUIRE(frame.size() > 4);
    const ByteBuffer packet(frame.begin() + 4, frame.end());
    if (frame[1] == 4) {
      const auto view = rtp::parseRtp(packet);
      BOOST_REQUIRE(view.ok());
      markers += view->header.marker ? 1 : 0;
    } else {
      BOOST_TEST(int{frame[1]} == 5);
      bye = isBye(packet);
    }
  }
  BOOST_TEST(markers == 25);
}

BOOST_AUTO_TEST_CASE(our_own_feature_is_echoed_and_sends_the_jpeg_headers_beside_the_picture) {
  RawTcp tcp(server().port());
  RawUdp udp;
  const std::string supported = "Supported: zoetrope.jpeg-header, other\r\n";
  BOOST_TEST(headerOf(tcp.ask("DESCRIBE", url(), supported), "Supported") == "zoetrope.jpeg-header");
  const std::string setup = tcp.ask("SETUP", track(), udp.transport() + supported);
  BOOST_TEST(headerOf(setup, "Supported") == "zoetrope.jpeg-header");
  tcp.ask("PLAY", url(), sessionLine(setup));
  const auto packet = udp.rtp();
  BOOST_REQUIRE(packet.has_value());
  const auto view = rtp::parseRtp(*packet);
  BOOST_REQUIRE((view.ok() && view->extension));
  BOOST_TEST(view->extension->profile == 0xFFD8);
}

BOOST_AUTO_TEST_CASE(pause_stops_play_goes_on_and_a_range_seeks_to_the_frame) {
  RawTcp tcp(server().port());
  RawUdp udp;
  const std::string setup = tcp.ask("SETUP", track(), udp.transport());
  const std::string session = sessionLine(setup);
  const std::string play = tcp.ask("PLAY", url(), session + "Range: npt=0.4-0.6\r\nSpeed: 2\r\nScale: 4\r\n");
  BOOST_TEST(headerOf(play, "Range") == "npt=0.4-0.6");
  BOOST_TEST(headerOf(play, "Speed") == "2");
  BOOST_TEST(headerOf(play, "Scale") == "1");
  BOOST_TEST(server().log().waitFor("end of the range, 5 frames sent"));
  const auto report = udp.rtcp();
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST(!isBye(*report));
  const std::string again = tcp.ask("PLAY", url(), session);
  BOOST_TEST(headerOf(again, "Range") == "npt=0.6-1");
  BOOST_TEST(statusOf(tcp.ask("PAUSE", url(), session)) == 200);
  BOOST_TEST(server().log().waitFor("paused"));
  BOOST_TEST(statusOf(tcp.ask("PAUSE", url(), session)) == 200);
}

BOOST_AUTO_TEST_CASE(the_wrong_thing_gets_its_own_status) {
  RawTcp tcp(server().port());
  RawUdp udp;
  BOOST_TEST(statusOf(tcp.ask("DESCRIBE", url("nothing.mjpeg"))) == 404);
  BOOST_TEST(statusOf(tcp.ask("DESCRIBE", url("..%2f..%2fetc/passwd"))) == 404);
  BOOST_TEST(statusOf(tcp.ask("DESCRIBE", url("text.mjpeg"))) == 415);
  BOOST_TEST(statusOf(tcp.ask("DESCRIBE", url(), "Accept: text/html\r\n")) == 406);
  BOOST_TEST(statusOf(tcp.ask("SETUP", url(), udp.transport())) == 459);
  BOOST_TEST(statusOf(tcp.ask("SETUP", track(), "Transport: RTP/SAVP;unicast;client_port=5000-5001\r\n")) == 461);
  BOOST_TEST(statusOf(tcp.ask("SETUP", track(), udp.transport(";destination=192.0.2.1"))) == 461);
  BOOST_TEST(statusOf(tcp.ask("SETUP", track("nothing.mjpeg"), udp.transport())) == 404);
  BOOST_TEST(statusOf(tcp.ask("PLAY", url())) == 454);
  BOOST_TEST(statusOf(tcp.ask("PLAY", url(), "Session: 12345678\r\n")) == 454);
  BOOST_TEST(statusOf(tcp.ask("TEARDOWN", url())) == 454);
  const std::string record = tcp.ask("RECORD", url());
  BOOST_TEST(statusOf(record) == 405);
  BOOST_TEST(headerOf(record, "Allow").find("PLAY") != std::string::npos);
  BOOST_TEST(statusOf(tcp.ask("JUMP", url())) == 501);
  const std::string required = tcp.ask("DESCRIBE", url(), "Require: funky-feature\r\n");
  BOOST_TEST(statusOf(required) == 551);
  BOOST_TEST(headerOf(required, "Unsupported") == "funky-feature");
  const std::string setup = tcp.ask("SETUP", track(), udp.transport());
  BOOST_REQUIRE(statusOf(setup) == 200);
  BOOST_TEST(statusOf(tcp.ask("PLAY", url(), sessionLine(setup) + "Range: npt=99-\r\n")) == 457);
  BOOST_TEST(statusOf(tcp.ask("PLAY", url(), sessionLine(setup) + "Range: smpte=0:1-\r\n")) == 457);
  BOOST_TEST(statusOf(tcp.ask("GET_PARAMETER", url(), sessionLine(setup), "position")) == 451);
  BOOST_REQUIRE(statusOf(tcp.ask("PLAY", url(), sessionLine(setup))) == 200);
  const std::string wrongState = tcp.ask("SETUP", track(), sessionLine(setup) + udp.transport());
  BOOST_TEST(statusOf(wrongState) == 455);
  BOOST_TEST(headerOf(wrongState, "Allow") != "");
}

BOOST_AUTO_TEST_CASE(other_versions_and_requests_without_a_number_are_refused) {
  RawTcp newer(server().port());
  newer.send("OPTIONS " + url() + " RTSP/2.0\r\nCSeq: 1\r\n\r\n");
  BOOST_TEST(statusOf(newer.reply()) == 505);
  RawTcp unnumbered(server().port());
  unnumbered.send("OPTIONS " + url() + " RTSP/1.0\r\n\r\n");
  BOOST_TEST(statusOf(unnumbered.reply()) == 400);
}

BOOST_AUTO_TEST_CASE(a_404_names_the_nearest_movie) {
  RawTcp tcp(server().port());
  const std::string reply = tcp.ask("DESCRIBE", url("movi.mjpg"));
  BOOST_TEST(reply.substr(0, reply.find('\r')).find("movie.mjpeg") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_session_of_another_connection_is_not_found) {
  RawTcp owner(server().port());
  RawUdp udp;
  const std::string setup = owner.ask("SETUP", track(), udp.transport());
  RawTcp thief(server().port());
  for (const char* method : {"PLAY", "PAUSE", "TEARDOWN", "GET_PARAMETER"})
    BOOST_TEST(statusOf(thief.ask(method, url(), sessionLine(setup))) == 454, method);
  BOOST_TEST(statusOf(owner.ask("PLAY", url(), sessionLine(setup))) == 200);
}

BOOST_AUTO_TEST_CASE(a_second_setup_in_a_ready_session_changes_its_transport) {
  RawTcp tcp(server().port());
  RawUdp udp;
  const std::string setup = tcp.ask("SETUP", track(), udp.transport());
  const std::string again =
      tcp.ask("SETUP", track(), sessionLine(setup) + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
  BOOST_TEST(statusOf(again) == 200);
  BOOST_TEST(sessionIn(again) == sessionIn(setup));
  BOOST_TEST(server().sessions() == 1U);
  tcp.ask("PLAY", url(), sessionLine(setup));
  BOOST_TEST(tcp.nextFrame().size() > 4U);
}

BOOST_AUTO_TEST_CASE(pipelined_requests_are_answered_in_order) {
  RawTcp tcp(server().port());
  tcp.request("DESCRIBE", url());
  tcp.request("OPTIONS", "*");
  tcp.request("DESCRIBE", url("lab.Mjpeg"));
  for (const char* number : {"1", "2", "3"}) BOOST_TEST(headerOf(tcp.reply(), "CSeq") == number);
}

BOOST_AUTO_TEST_CASE(what_debians_vlc_asks_gets_a_clean_refusal) {
  RawTcp tcp(server().port());
  tcp.send("SETUP " + url() + " RTSP/1.0\r\nCSeq: 0\r\nTransport: RTP/AVP;unicast;client_port=37000-37001\r\n\r\n");
  const std::string reply = tcp.reply();
  BOOST_TEST(statusOf(reply) / 100 == 4);
  BOOST_TEST(headerOf(reply, "CSeq") == "0");
}

BOOST_AUTO_TEST_CASE(a_browser_gets_a_page) {
  RawTcp tcp(server().port());
  tcp.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  const std::string page = tcp.rest();
  BOOST_TEST(statusOf(page) == 200);
  BOOST_TEST(page.find("movie.mjpeg") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(standard_wire_limits)

BOOST_AUTO_TEST_CASE(too_many_sessions_of_one_address_get_453) {
  Fixture f([](Options& options) { options.maxSessionsPerAddress = 1; });
  RawTcp tcp(f.server().port());
  RawUdp udp;
  const std::string first = tcp.ask("SETUP", f.track(), udp.transport());
  BOOST_TEST(statusOf(first) == 200);
  RawTcp other(f.server().port());
  BOOST_TEST(statusOf(other.ask("SETUP", f.track(), udp.transport())) == 453);
  tcp.ask("TEARDOWN", f.url(), sessionLine(first));
  BOOST_TEST(statusOf(other.ask("SETUP", f.track(), udp.transport())) == 200);
}

BOOST_AUTO_TEST_CASE(a_looping_movie_has_no_end_in_its_description_and_plays_on) {
  Fixture f([](Options& options) {
    options.loop = true;
    options.fps = 200;
  });
  RawTcp tcp(f.server().port());
  RawUdp udp;
  const auto description = sdp::parseSdp(bodyOf(tcp.ask("DESCRIBE", f.url())));
  BOOST_REQUIRE(description.ok());
  BOOST_TEST(std::string(sdp::rangeOf(*description, description->media[0])).ends_with("-"));
  constexpr double kLength = 25.0 / 200;
  BOOST_TEST(std::stod(std::string(description->attributes.get(sdp::kLoopAttribute).value_or("0"))) == kLength,
             boost::test_tools::tolerance(1e-9));
  const std::string setup = tcp.ask("SETUP", f.track(), udp.transport());
  BOOST_TEST(headerOf(tcp.ask("PLAY", f.url(), sessionLine(setup)), "Range") == "npt=0-");
  int markers = 0;
  while (markers < 60) {
    const auto packet = udp.rtp();
    BOOST_REQUIRE(packet.has_value());
    markers += rtp::parseRtp(*packet)->header.marker ? 1 : 0;
  }
}

BOOST_AUTO_TEST_CASE(a_second_setup_needs_no_second_place) {
  Fixture f([](Options& options) { options.maxSessionsPerAddress = 1; });
  RawTcp tcp(f.server().port());
  RawUdp udp;
  const std::string setup = tcp.ask("SETUP", f.track(), udp.transport());
  BOOST_REQUIRE(statusOf(setup) == 200);
  BOOST_TEST(statusOf(tcp.ask("SETUP", f.track(), sessionLine(setup) + udp.transport())) == 200);
  BOOST_TEST(f.server().log().waitFor("ended: another SETUP"));
}

BOOST_AUTO_TEST_CASE(our_feature_is_not_echoed_where_packets_are_too_small_for_it_and_cannot_be_required) {
  Fixture f([](Options& options) { options.mtuBytes = 1000; });
  RawTcp tcp(f.server().port());
  RawUdp udp;
  const std::string setup = tcp.ask("SETUP", f.track(), udp.transport() + "Supported: zoetrope.jpeg-header\r\n");
  BOOST_TEST(statusOf(setup) == 200);
  BOOST_TEST(headerOf(setup, "Supported") == "");
  const std::string required = tcp.ask("DESCRIBE", f.url(), "Require: zoetrope.jpeg-header\r\n");
  BOOST_TEST(statusOf(required) == 551);
}

BOOST_AUTO_TEST_CASE(two_sessions_of_a_connection_have_channels_of_their_own) {
  Fixture f;
  RawTcp tcp(f.server().port());
  const std::string wish = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n";
  BOOST_TEST(headerOf(tcp.ask("SETUP", f.track(), wish), "Transport").find("interleaved=0-1") != std::string::npos);
  BOOST_TEST(headerOf(tcp.ask("SETUP", f.track(), wish), "Transport").find("interleaved=2-3") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(play_in_the_last_frames_time_begins_again) {
  Fixture f([](Options& options) { options.fps = 1; });
  f.folder.write("still.mjpeg", rawMovie(smallPictures(1)));
  RawTcp tcp(f.server().port());
  RawUdp udp;
  const std::string setup = tcp.ask("SETUP", f.track("still.mjpeg"), udp.transport());
  tcp.ask("PLAY", f.url("still.mjpeg"), sessionLine(setup));
  BOOST_REQUIRE(udp.rtp().has_value());
  BOOST_TEST(headerOf(tcp.ask("PLAY", f.url("still.mjpeg"), sessionLine(setup)), "Range") == "npt=0-1");
  BOOST_TEST(f.server().log().waitFor("plays from 0 s", 2));
}

BOOST_AUTO_TEST_CASE(ipv6_is_served_like_ipv4) {
  if (!net::UdpSocket::open(*net::Endpoint::parse("::1", 0)).ok()) {
    BOOST_TEST_MESSAGE("no IPv6 here: not tested");
    return;
  }
  Fixture f([](Options& options) { options.bind.reset(); });
  RawTcp tcp(f.server().port(), "::1");
  const std::string url = "rtsp://[::1]:" + std::to_string(f.server().port()) + "/movie.mjpeg";
  const std::string reply = tcp.ask("DESCRIBE", url);
  BOOST_TEST(statusOf(reply) == 200);
  BOOST_TEST(bodyOf(reply).find("IN IP6 ::1") != std::string::npos);
  RawTcp four(f.server().port());
  BOOST_TEST(statusOf(four.ask("OPTIONS", "*")) == 200);
}

BOOST_AUTO_TEST_CASE(arrival_feedback_is_offered_unless_nothing_adapts) {
  for (const bool adapt : {true, false}) {
    Fixture f([&](Options& options) { options.adapt = adapt; });
    RawTcp tcp(f.server().port());
    const std::string description = tcp.ask("DESCRIBE", f.url());
    BOOST_TEST((description.find("a=rtcp-fb:* ack ccfb\r\n") != std::string::npos) == adapt);
  }
}

BOOST_AUTO_TEST_CASE(a_player_that_promised_feedback_and_gives_none_is_sent_nothing_more) {
  Fixture f([](Options& options) { options.loop = true; });
  RawTcp tcp(f.server().port());
  RawUdp udp;
  std::string transport = udp.transport();
  transport.replace(transport.find("RTP/AVP"), 7, "RTP/AVPF");
  const std::string setup =
      tcp.ask("SETUP", f.track(), transport + "Supported: zoetrope.jpeg-header, zoetrope.arrival-feedback\r\n");
  tcp.ask("PLAY", f.url(), sessionLine(setup));
  BOOST_REQUIRE(udp.rtp().has_value());
  BOOST_TEST(f.server().log().waitFor("the receiver has said nothing for 3 s"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
