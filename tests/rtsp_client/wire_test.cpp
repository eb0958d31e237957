// SPDX-License-Identifier: MIT
// The two dialects' words, without a socket.
#include "rtsp_client/wire_course.h"
#include "rtsp_client/wire_standard.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client::test {
namespace {

const TimePoint kNow{std::chrono::seconds(50)};

struct CountingRandom final : Random {
  std::uint32_t next32() override { return ++last; }
  std::uint32_t last = 0;
};

Target target() {
  Target target;
  target.host = "h";
  target.port = 8554;
  target.video = "m.mjpeg";
  target.uri = "rtsp://h:8554/m.mjpeg";
  target.user = "me";
  target.password = "geheim";
  return target;
}

struct Standard {
  CountingRandom random;
  WireStandard wire{target(), random};

  WireEvent answer(const std::string& text) {
    wire.feed(asBytes(text), kNow);
    auto event = wire.next(kNow);
    BOOST_REQUIRE(event.has_value());
    return std::move(*event);
  }
  std::string ask(Verb verb) { return wire.write({.verb = verb}); }
  void describe(const std::string& sdp, const std::string& headers = "") {
    ask(Verb::Describe);
    const WireEvent event = answer("RTSP/1.0 200 OK\r\nCSeq: 1\r\n" + headers +
                                   "Content-Length: " + std::to_string(sdp.size()) + "\r\n\r\n" + sdp);
    BOOST_REQUIRE(std::holds_alternative<ReplyCame>(event));
  }
};

const std::string kSdp =
    "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\ns=x\r\nt=0 0\r\na=control:*\r\na=range:npt=0-25\r\n"
    "m=video 0 RTP/AVP 26\r\na=framerate:20\r\na=control:track1\r\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(wire)

BOOST_AUTO_TEST_CASE(cseq_counts_from_1_by_one_and_again_on_a_new_connection) {
  Standard s;
  BOOST_TEST(s.ask(Verb::Options).find("CSeq: 1\r\n") != std::string::npos);
  BOOST_TEST(s.ask(Verb::Describe).find("CSeq: 2\r\n") != std::string::npos);
  s.wire.onConnection();
  BOOST_TEST(s.ask(Verb::Options).find("CSeq: 1\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_description_tells_length_rate_and_where_to_set_up) {
  Standard s;
  s.describe(kSdp, "Content-Base: rtsp://h:8554/m.mjpeg/\r\nSupported: zoetrope.jpeg-header\r\n");
  BOOST_TEST(s.wire.movie().duration == 25);
  BOOST_TEST(s.wire.movie().frameRate == 20);
  BOOST_TEST(s.wire.movie().ours);
  s.wire.setPorts(5000, 5001);
  const std::string setup = s.ask(Verb::Setup);
  BOOST_TEST(setup.starts_with("SETUP rtsp://h:8554/m.mjpeg/track1 RTSP/1.0\r\n"));
  BOOST_TEST(setup.find("Transport: RTP/AVP;unicast;client_port=5000-5001\r\n") != std::string::npos);
  BOOST_TEST(setup.find("Supported: zoetrope.jpeg-header\r\n") != std::string::npos);
  BOOST_TEST(setup.find("Require") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(arrivals_are_told_where_that_is_offered_and_feedback_agreed_on) {
  const std::string rtx =
      "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\ns=x\r\nt=0 0\r\na=control:*\r\nm=video 0 RTP/AVP 26 97\r\n"
      "a=rtcp-fb:26 nack\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=26\r\na=control:track1\r\n";
  const std::string agreed =
      "RTSP/1.0 200 OK\r\nCSeq: 2\r\nSession: ab\r\nTransport: RTP/AVPF;unicast;client_port=1-2\r\n\r\n";
  for (const bool offered : {true, false}) {
    Standard s;
    s.describe(rtx + (offered ? "a=rtcp-fb:* ack ccfb\r\n" : ""), "Supported: zoetrope.jpeg-header\r\n");
    const std::string setup = s.ask(Verb::Setup);
    BOOST_TEST((setup.find("zoetrope.arrival-feedback") != std::string::npos) == offered);
    s.answer(agreed);
    BOOST_TEST(s.wire.path().arrivalFeedback == offered);
    BOOST_TEST(s.wire.path().rtxPayloadType.has_value());
  }
  Standard refused;
  refused.describe(rtx + "a=rtcp-fb:* ack ccfb\r\n", "Supported: zoetrope.jpeg-header\r\n");
  refused.ask(Verb::Setup);
  refused.answer("RTSP/1.0 200 OK\r\nCSeq: 2\r\nSession: ab\r\nTransport: RTP/AVP;unicast;client_port=1-2\r\n\r\n");
  BOOST_TEST(!refused.wire.path().arrivalFeedback);
}

BOOST_AUTO_TEST_CASE(a_description_that_cannot_be_read_is_an_error) {
  Standard s;
  s.ask(Verb::Describe);
  const WireEvent event = s.answer("RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 4\r\n\r\nrubb");
  BOOST_TEST(std::holds_alternative<Unreadable>(event));
}

BOOST_AUTO_TEST_CASE(a_live_stream_has_no_duration) {
  Standard s;
  std::string sdp = kSdp;
  sdp.replace(sdp.find("npt=0-25"), 8, "npt=now-");
  s.describe(sdp);
  BOOST_TEST(s.wire.movie().duration < 0);
}

BOOST_AUTO_TEST_CASE(a_movie_that_starts_again_has_a_length_but_no_end) {
  const auto described = [](const std::string& loop) {
    std::string sdp = kSdp;
    sdp.replace(sdp.find("npt=0-25"), 8, "npt=now-\r\na=x-zoetrope-loop:" + loop);
    Standard s;
    s.describe(sdp);
    return s.wire.movie();
  };
  BOOST_TEST(described("9.976643").duration < 0);
  BOOST_TEST(described("9.976643").length() == 9.976643, boost::test_tools::tolerance(1e-9));
  for (const char* const wrong : {"", "0", "-1", "nan", "1e300", "ten"}) BOOST_TEST(described(wrong).length() < 0);
  Standard ends;
  ends.describe(
      "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\ns=x\r\nt=0 0\r\na=range:npt=0-25\r\na=x-zoetrope-loop:7\r\n"
      "m=video 0 RTP/AVP 26\r\na=control:track1\r\n");
  BOOST_TEST(ends.wire.movie().loop == 0);
  BOOST_TEST(ends.wire.movie().length() == 25);
}

BOOST_AUTO_TEST_CASE(the_session_goes_into_every_later_request_without_its_timeout) {
  Standard s;
  s.describe(kSdp);
  s.ask(Verb::Setup);
  s.answer(
      "RTSP/1.0 200 OK\r\nCSeq: 2\r\nSession: ab12;timeout=30\r\n"
      "Transport: RTP/AVP;unicast;client_port=1-2;server_port=6000-6001;ssrc=0000002A;source=127.0.0.1\r\n\r\n");
  BOOST_TEST((s.wire.movie().sessionTimeout == std::chrono::seconds(30)));
  BOOST_TEST(s.wire.path().serverRtpPort == 6000);
  BOOST_TEST(s.wire.path().serverRtcpPort == 6001);
  BOOST_TEST(s.wire.path().ssrc.value_or(0) == 42U);
  for (const Verb verb : {Verb::Play, Verb::Pause, Verb::KeepAlive, Verb::Teardown}) {
    const std::string text = s.ask(verb);
    BOOST_TEST(text.find("Session: ab12\r\n") != std::string::npos);
    BOOST_TEST(text.find("Transport") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(play_carries_range_and_speed_and_learns_where_the_stream_begins) {
  Standard s;
  s.describe(kSdp);
  const std::string play = s.wire.write({.verb = Verb::Play, .preBuffer = true, .from = 0, .to = 0.975, .speed = 2});
  BOOST_TEST(play.find("Range: npt=0-0.975\r\n") != std::string::npos);
  BOOST_TEST(play.find("Speed: 2\r\n") != std::string::npos);
  s.answer(
      "RTSP/1.0 200 OK\r\nCSeq: 2\r\nRange: npt=0-1\r\nSpeed: 2\r\n"
      "RTP-Info: url=rtsp://h:8554/m.mjpeg/track1;seq=77;rtptime=1234\r\n\r\n");
  BOOST_TEST(s.wire.lastPlay().from.value_or(-1) == 0);
  BOOST_TEST(s.wire.lastPlay().sequence.value_or(0) == 77);
  BOOST_TEST(s.wire.lastPlay().rtpTime.value_or(0) == 1234U);
  BOOST_TEST(s.wire.lastPlay().speed == 2);
}

BOOST_AUTO_TEST_CASE(a_challenge_is_answered_once_and_never_with_the_password_in_words) {
  Standard s;
  s.ask(Verb::Describe);
  const std::string challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n\r\n";
  const WireEvent first = s.answer("RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n" + challenge);
  const auto* again = std::get_if<AskAgain>(&first);
  BOOST_REQUIRE(again);
  BOOST_TEST(again->request.find("CSeq: 2\r\n") != std::string::npos);
  BOOST_TEST(again->request.find("Authorization: Digest username=\"me\"") != std::string::npos);
  BOOST_TEST(again->request.find("geheim") == std::string::npos);
  const WireEvent second = s.answer("RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\n" + challenge);
  const auto* refused = std::get_if<ReplyCame>(&second);
  BOOST_REQUIRE(refused);
  BOOST_TEST(refused->facts.status == 401);
}

BOOST_AUTO_TEST_CASE(a_late_reply_is_told_from_the_one_that_is_waited_for) {
  Standard s;
  s.ask(Verb::Options);
  s.ask(Verb::Describe);
  BOOST_TEST(std::holds_alternative<LateReply>(s.answer("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n")));
}

BOOST_AUTO_TEST_CASE(a_question_of_the_servers_is_answered) {
  Standard s;
  const WireEvent known = s.answer("OPTIONS * RTSP/1.0\r\nCSeq: 9\r\n\r\n");
  BOOST_TEST(std::get<AnswerServer>(known).reply.starts_with("RTSP/1.0 200 OK\r\nCSeq: 9\r\n"));
  const WireEvent unknown = s.answer("ANNOUNCE * RTSP/1.0\r\nCSeq: 10\r\n\r\n");
  BOOST_TEST(std::get<AnswerServer>(unknown).reply.starts_with("RTSP/1.0 501"));
}

BOOST_AUTO_TEST_CASE(packets_inside_the_connection_come_out_with_their_channel) {
  Standard s;
  const WireEvent event =
      s.answer(std::string("$\x01\x00\x03"
                           "abc",
                           7));
  BOOST_TEST(std::get<ChannelData>(event).channel == 1);
  BOOST_TEST(asText(std::get<ChannelData>(event).payload) == "abc");
}

BOOST_AUTO_TEST_CASE(rubbish_is_unreadable) {
  Standard s;
  s.ask(Verb::Options);
  BOOST_TEST(std::holds_alternative<Unreadable>(s.answer("HTTP/1.1 400 Bad Request\r\n\r\n")));
}

BOOST_AUTO_TEST_CASE(a_late_course_reply_does_not_answer_the_next_request) {
  WireCourse wire(target());
  wire.write({.verb = Verb::Pause});
  wire.write({.verb = Verb::Teardown});
  wire.feed(asBytes("RTSP/1.0 200 OK\r\nCSeq: 1\r\nSession: 5\r\n\r\nRTSP/1.0 200 OK\r\nCSeq: 2\r\nSession: 5\r\n\r\n"),
            kNow);
  const auto first = wire.next(kNow);
  BOOST_REQUIRE(first.has_value());
  BOOST_TEST(std::holds_alternative<LateReply>(*first));
  const auto second = wire.next(kNow);
  BOOST_REQUIRE(second.has_value());
  BOOST_TEST(std::holds_alternative<ReplyCame>(*second));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
