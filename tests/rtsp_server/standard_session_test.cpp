// SPDX-License-Identifier: MIT
#include "rtsp_server/standard_session.h"

#include "tests/rtsp_server/fake_media.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::server {

using test::CountingRandom;
using test::FakeOut;
using test::FakeSource;
using test::TurnedTime;
using namespace std::chrono_literals;

namespace {

struct Fixture : StandardSession::Listener {
  explicit Fixture(std::size_t frames = 40, bool loop = false) {
    source = std::make_shared<FakeSource>(frames, 20);
    auto owned = std::make_unique<FakeOut>(time);
    out = owned.get();
    StandardSession::Config config;
    config.id = "abc";
    config.timeout = 60s;
    config.loop = loop;
    config.cname = "test";
    const StandardSession::World world{time, time, random, [](const std::function<void()>& call) { call(); }};
    session.emplace(world, config, source, std::move(owned), nullptr, *this);
  }
  void onSessionEvent(const StandardSession&, const std::string& event, const std::string&) override {
    events += event + " ";
  }
  void onSessionOver(StandardSession&, const std::string& why) override { over = why; }

  PlayRange range(std::size_t first, std::size_t end) const { return {first, end, end < source->frameCount(), 1.0}; }

  TurnedTime time;
  CountingRandom random;
  std::shared_ptr<FakeSource> source;
  FakeOut* out = nullptr;
  std::optional<StandardSession> session;
  std::string events;
  std::string over;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(standard_session)

BOOST_AUTO_TEST_CASE(play_says_the_sequence_number_and_timestamp_of_the_first_packet) {
  Fixture f;
  const auto start = f.session->play(f.range(5, 40));
  f.time.turn(1ms);
  BOOST_REQUIRE(!f.out->packets.empty());
  BOOST_TEST(f.out->header(0).sequence == start.sequence);
  BOOST_TEST(f.out->header(0).timestamp == start.rtpTime);
  BOOST_TEST(f.out->header(0).ssrc == f.session->ssrc());
  BOOST_TEST(f.out->header(0).payloadType == 26);
}

BOOST_AUTO_TEST_CASE(without_a_sign_of_life_it_is_over_after_the_timeout) {
  Fixture f;
  f.session->play(f.range(0, 40));
  f.time.turn(59s);
  BOOST_TEST(f.over == "");
  f.time.turn(1s);
  BOOST_TEST(f.over.find("no sign of life for 60 s") == 0U);
}

BOOST_AUTO_TEST_CASE(requests_and_receiver_reports_keep_it_alive_other_datagrams_do_not) {
  Fixture f;
  f.time.turn(50s);
  f.session->touch();
  f.time.turn(50s);
  f.session->onRtcp(rtcp::receiverCompound({77, {}}, "viewer"));
  f.time.turn(50s);
  BOOST_TEST(f.over == "");
  f.session->onRtcp(ByteBuffer(40, 0x80));
  f.session->onRtcp(ByteBuffer(3, 0xFF));
  f.time.turn(15s);
  BOOST_TEST(f.over != "");
}

BOOST_AUTO_TEST_CASE(sender_reports_go_out_regularly_with_counts_and_media_time) {
  Fixture f(2000);
  f.session->play(f.range(0, 2000));
  f.time.turn(30s);
  BOOST_TEST(f.out->rtcp.size() >= 4U);
  BOOST_TEST(f.out->rtcp.size() <= 12U);
  const auto parts = rtcp::parseCompound(f.out->rtcp.back());
  BOOST_REQUIRE(parts.ok());
  const auto& report = std::get<rtcp::SenderReport>(parts->front());
  BOOST_TEST(report.ssrc == f.session->ssrc());
  BOOST_TEST(report.packetCount > 100U);
  const TimePoint when = f.out->rtcpTimes.back();
  const auto passed = static_cast<double>(report.rtpTimestamp - f.out->header(0).timestamp) / 90000;
  BOOST_TEST(std::abs(passed - toSeconds(when - f.out->times[0])) < 0.001);
}

BOOST_AUTO_TEST_CASE(pause_and_the_end_of_a_range_send_a_report_and_no_goodbye) {
  Fixture f;
  f.session->play(f.range(0, 40));
  f.time.turn(101ms);
  f.session->pause();
  BOOST_TEST(f.out->rtcp.size() == 1U);
  f.session->play(f.range(10, 12));
  f.time.turn(1s);
  BOOST_TEST(f.out->rtcp.size() == 2U);
  BOOST_TEST(f.out->byes() == 0);
  BOOST_TEST((f.session->state() == rtsp::ServerState::Ready));
  BOOST_TEST(f.session->position() == 12U);
  BOOST_TEST(f.events == "play pause play range-end ");
}

BOOST_AUTO_TEST_CASE(the_movies_end_says_goodbye_at_once_and_at_two_tenths_and_at_one_second) {
  Fixture f(2);
  f.session->play(f.range(0, 2));
  f.time.turn(100ms);
  BOOST_TEST(f.out->byes() == 1);
  BOOST_TEST((f.out->rtcpTimes.back() > f.out->times.back()));
  f.time.turn(199ms);
  BOOST_TEST(f.out->byes() == 1);
  f.time.turn(1ms);
  BOOST_TEST(f.out->byes() == 2);
  f.time.turn(800ms);
  BOOST_TEST(f.out->byes() == 3);
  f.time.turn(20s);
  BOOST_TEST(f.out->byes() == 3);
}

BOOST_AUTO_TEST_CASE(play_after_goodbye_is_another_source_whose_timestamps_go_on) {
  Fixture f(2);
  f.session->play(f.range(0, 2));
  f.time.turn(150ms);
  const std::uint32_t before = f.session->ssrc();
  f.session->play(f.range(0, 2));
  f.time.turn(60ms);
  BOOST_REQUIRE(f.out->packets.size() == 4U);
  BOOST_TEST(f.out->header(2).ssrc != before);
  BOOST_TEST(f.out->header(2).timestamp == f.out->header(1).timestamp + 4500);
  // No old goodbye comes into the new play.
  BOOST_TEST(f.out->byes() == 1);
  f.time.turn(1ms);
  f.session->pause();
  f.time.turn(2s);
  BOOST_TEST(f.out->byes() == 1);
}

BOOST_AUTO_TEST_CASE(a_looping_movie_never_says_goodbye_by_itself) {
  Fixture f(2, true);
  f.session->play(f.range(0, 2));
  f.time.turn(1s);
  BOOST_TEST(f.out->packets.size() >= 20U);
  BOOST_TEST(f.out->byes() == 0);
  BOOST_TEST((f.session->state() == rtsp::ServerState::Playing));
}

BOOST_AUTO_TEST_CASE(without_its_connection_it_goes_on_for_ten_seconds_and_says_goodbye) {
  Fixture f(2000);
  f.session->play(f.range(0, 2000));
  f.time.turn(1s);
  BOOST_TEST(f.session->onConnectionClosed());
  f.time.turn(9900ms);
  BOOST_TEST(f.over == "");
  const std::size_t before = f.out->packets.size();
  BOOST_TEST(before > 200U);
  f.time.turn(5s);
  BOOST_TEST(f.over != "");
  BOOST_TEST(f.out->packets.size() <= before + 3);
  BOOST_TEST(f.out->byes() == 1);
}

BOOST_AUTO_TEST_CASE(a_session_in_its_connection_ends_with_it) {
  Fixture f;
  f.out->survivesConnection = false;
  BOOST_TEST(!f.session->onConnectionClosed());
}

BOOST_AUTO_TEST_CASE(a_movie_that_was_cut_short_ends_the_session_with_a_goodbye) {
  Fixture f;
  f.session->play(f.range(0, 40));
  f.time.turn(60ms);
  f.source->gone = true;
  f.time.turn(1s);
  BOOST_TEST(f.over == "gone");
  BOOST_TEST(f.out->byes() == 1);
}

BOOST_AUTO_TEST_CASE(the_end_of_the_server_says_goodbye_once_and_only_to_who_got_something) {
  Fixture playing;
  playing.session->play(playing.range(0, 40));
  playing.time.turn(60ms);
  playing.session->sayGoodbye();
  BOOST_TEST(playing.out->byes() == 1);
  Fixture ready;
  ready.session->sayGoodbye();
  BOOST_TEST(ready.out->rtcp.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
