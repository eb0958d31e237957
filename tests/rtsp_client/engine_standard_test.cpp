// SPDX-License-Identifier: MIT
// The engine against standard servers, well behaved and odd, over loopback.
#include "tests/rtsp_client/fake_movies.h"
#include "tests/rtsp_client/test_player.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client::test {
namespace {

using control::ExitCode;
using Form = FakeRtspServer::Form;

struct Standard {
  explicit Standard(int frames) : movie(frames) {}
  void start() {
    server.emplace(Form::Standard, [this](FakeRtspServer& s, const FakeRtspServer::Request& r) { movie(s, r); });
  }
  EngineOptions options(int cache, Transport transport = Transport::Auto) const {
    return TestPlayer::options(Dialect::Standard, server->port(), cache, transport);
  }
  StandardMovie movie;
  std::optional<FakeRtspServer> server;
};

std::string conversationOf(const TestPlayer& player) {
  std::string all;
  for (const auto& entry : const_cast<TestPlayer&>(player).engine().conversation()) all += entry.text;
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_standard)

BOOST_AUTO_TEST_CASE(a_movie_plays_to_its_bye_with_every_frame_once) {
  for (const Transport transport : {Transport::Udp, Transport::Tcp}) {
    for (const int cache : {0, 5}) {
      Standard standard(15);
      standard.start();
      TestPlayer player(standard.options(cache, transport));
      BOOST_TEST((player.playThrough(cache > 0) == ExitCode::Ok));
      BOOST_TEST(player.shownInOrder(0, 15));
      player.finish();
      BOOST_TEST(player.counters().framesComplete == 15U);
      BOOST_TEST(standard.server->methods() ==
                 (cache > 0 ? "OPTIONS DESCRIBE SETUP PLAY PLAY TEARDOWN" : "OPTIONS DESCRIBE SETUP PLAY TEARDOWN"));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_fill_is_a_range_of_its_own_and_play_goes_on_behind_it) {
  Standard standard(15);
  standard.start();
  TestPlayer player(standard.options(5));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFull());
  BOOST_TEST(player.engine().status().cache.held == 5);
  player.engine().play();
  BOOST_REQUIRE(standard.server->waitForRequest("PLAY", 2));
  const auto requests = standard.server->requests();
  BOOST_TEST(requests[3].header("Range") == "npt=0-0.09");
  BOOST_TEST(requests[3].header("Speed") == "");
  // Strangers are told the movie's end: GStreamer would go on with the end of the range before.
  BOOST_TEST(requests[4].header("Range") == "npt=0.1-0.3");
  BOOST_TEST(requests[4].header("Session") == "abc");
  BOOST_TEST(requests[1].header("Supported") == "zoetrope.jpeg-header");
}

BOOST_AUTO_TEST_CASE(nothing_goes_out_between_setup_and_play_without_a_cache) {
  Standard standard(15);
  standard.movie.sessionTimeout = 600;
  standard.start();
  TestPlayer player(standard.options(0));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFor(UserState::Ready));
  BOOST_TEST(standard.server->methods() == "OPTIONS DESCRIBE SETUP");
}

BOOST_AUTO_TEST_CASE(pause_keeps_the_next_frame_for_the_next_play) {
  Standard standard(60);
  standard.start();
  TestPlayer player(standard.options(20));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFull());
  player.engine().play();
  BOOST_REQUIRE(player.waitShown(5));
  player.engine().pause();
  BOOST_REQUIRE(player.waitFor(UserState::Ready));
  const auto before = player.shown().size();
  player.engine().play();
  BOOST_REQUIRE(player.waitShown(60));
  BOOST_TEST(before < 60U);
  BOOST_TEST(player.shownInOrder(0, 60));
}

BOOST_AUTO_TEST_CASE(what_the_streams_own_source_says_of_its_sending_is_counted) {
  for (const Transport transport : {Transport::Udp, Transport::Tcp}) {
    Standard standard(10);
    standard.movie.state = rtcp::SenderState{0, 4, 12, 410, true, true, 18'300, 34};
    standard.start();
    TestPlayer player(standard.options(0, transport));
    BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
    player.finish();
    BOOST_TEST(player.counters().renditionRung == 4U);
    BOOST_TEST(player.counters().renditionRungs == 12U);
    BOOST_TEST(player.counters().allowedRateBps == 18.3e6);
    BOOST_TEST(player.counters().framesSkippedBySender == 34U);
  }
}

BOOST_AUTO_TEST_CASE(a_missing_bye_does_not_hang_the_end) {
  Standard standard(10);
  standard.movie.bye = false;
  standard.start();
  TestPlayer player(standard.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
  BOOST_TEST(player.shownInOrder(0, 10));
}

BOOST_AUTO_TEST_CASE(a_live_stream_is_not_fetched_ahead) {
  Standard standard(10);
  standard.movie.live = true;
  standard.start();
  TestPlayer player(standard.options(5));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFor(UserState::Ready));
  player.engine().play();
  BOOST_TEST((player.waitEnd() == ExitCode::Ok));
  BOOST_TEST(standard.server->methods() == "OPTIONS DESCRIBE SETUP PLAY");
  BOOST_TEST(standard.server->requests().back().header("Range") == "");
  BOOST_TEST(player.shown().size() == 10U);
}

BOOST_AUTO_TEST_CASE(a_server_without_pause_is_not_fetched_ahead) {
  Standard standard(10);
  standard.movie.publicMethods = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN";
  standard.start();
  TestPlayer player(standard.options(5));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFor(UserState::Ready));
  BOOST_TEST(standard.server->methods() == "OPTIONS DESCRIBE SETUP");
  BOOST_TEST(!player.engine().status().canPause);
}

BOOST_AUTO_TEST_CASE(a_server_that_only_plays_once_is_played_again_without_fetching_ahead) {
  Standard standard(15);
  standard.movie.onlyFills = true;
  standard.start();
  TestPlayer player(standard.options(5));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFull());
  player.engine().play();
  BOOST_TEST(standard.server->waitForRequest("SETUP", 2));
  BOOST_TEST(standard.server->waitForRequest("PLAY", 3));
  BOOST_TEST(standard.server->connections() == 2);
}

BOOST_AUTO_TEST_CASE(nothing_over_udp_goes_on_over_tcp_and_says_so) {
  Standard standard(10);
  standard.movie.udpWorks = false;
  standard.start();
  TestPlayer player(standard.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
  BOOST_TEST(player.shownInOrder(0, 10));
  BOOST_TEST(player.engine().status().way == "standard dialect over TCP");
  BOOST_TEST(player.said("going on over TCP"));
  BOOST_TEST(!player.saidAfter("going on over TCP", "Connected to"));
}

BOOST_AUTO_TEST_CASE(udp_alone_without_a_packet_is_stalled) {
  Standard standard(10);
  standard.movie.udpWorks = false;
  standard.start();
  TestPlayer player(standard.options(0, Transport::Udp));
  BOOST_TEST((player.playThrough(false) == ExitCode::Stalled));
  BOOST_TEST((player.engine().status().message->offer == Message::Offer::UseTcp));
}

BOOST_AUTO_TEST_CASE(a_digest_challenge_is_answered_and_the_password_is_never_said) {
  Standard standard(5);
  standard.movie.user = "me";
  standard.movie.password = "geheim";
  standard.start();
  EngineOptions options = standard.options(0);
  options.target.user = "me";
  options.target.password = "geheim";
  TestPlayer player(options);
  BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
  BOOST_TEST(player.shownInOrder(0, 5));
  const std::string said = conversationOf(player);
  BOOST_TEST(said.find("geheim") == std::string::npos);
  BOOST_TEST(said.find("response=") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_challenge_without_a_password_is_refused_with_advice) {
  Standard standard(5);
  standard.movie.user = "me";
  standard.start();
  TestPlayer player(standard.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Refused));
  BOOST_TEST(player.message().find("user:password@") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_stream_that_is_no_jpeg_is_named) {
  Standard standard(5);
  standard.movie.hasJpeg = false;
  standard.start();
  TestPlayer player(standard.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Refused));
  BOOST_TEST(player.message().find("H264") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_cseq_is_an_error_not_a_guess) {
  Standard standard(5);
  standard.movie.cseqOffset = 10;
  standard.start();
  TestPlayer player(standard.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Refused));
  BOOST_TEST(player.message().find("cannot be read") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_server_without_a_session_header_is_played) {
  Standard standard(5);
  standard.movie.session = false;
  standard.start();
  TestPlayer player(standard.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
}

BOOST_AUTO_TEST_CASE(rubbish_and_strangers_change_nothing) {
  Standard standard(12);
  standard.movie.garbage = true;
  standard.start();
  TestPlayer player(standard.options(0, Transport::Udp));
  BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
  BOOST_TEST(player.shownInOrder(0, 12));
  player.finish();
  BOOST_TEST(player.counters().framesComplete == 12U);
  BOOST_TEST(player.counters().packetsRejected >= 12U);
}

BOOST_AUTO_TEST_CASE(a_server_that_hangs_up_on_setup_is_said) {
  FakeRtspServer server(Form::Standard, [](FakeRtspServer& s, const FakeRtspServer::Request& r) {
    if (r.method == "OPTIONS")
      s.ok(r);
    else
      s.hangUp();
  });
  TestPlayer player(TestPlayer::options(Dialect::Standard, server.port(), 0));
  BOOST_TEST((player.playThrough(false) == ExitCode::CannotConnect));
  BOOST_REQUIRE(player.wait([](const EngineStatus& status) { return status.canSetup; }));
}

BOOST_AUTO_TEST_CASE(a_refused_fill_is_played_without) {
  Standard standard(8);
  standard.movie.refused = {"PLAY"};
  standard.start();
  TestPlayer player(standard.options(5));
  player.engine().setup();
  BOOST_TEST(player.wait([](const EngineStatus& status) {
    return status.message && status.message->text.find("--cache 0") != std::string::npos;
  }));
  BOOST_TEST((player.engine().status().state == UserState::Ready));
}

BOOST_AUTO_TEST_CASE(a_seek_outside_the_cache_goes_on_from_there) {
  Standard standard(60);
  standard.start();
  TestPlayer player(standard.options(5));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFull());
  player.engine().seek(0.8);
  BOOST_REQUIRE(standard.server->waitForRequest("PLAY", 2));
  BOOST_REQUIRE(player.waitFull());
  player.engine().play();
  BOOST_TEST((player.waitEnd() == ExitCode::Ok));
  BOOST_TEST(player.shownInOrder(40, 20));
}

BOOST_AUTO_TEST_CASE(play_after_the_end_starts_over_on_the_same_session) {
  Standard standard(6);
  standard.start();
  TestPlayer player(standard.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
  player.engine().play();
  BOOST_REQUIRE(player.waitShown(12));
  BOOST_TEST(standard.server->connections() == 1);
  BOOST_TEST(standard.server->requests().back().header("Range") == "npt=0-0.12");
}

// A PLAY behind a BYE is answered by another source, whose packets may overtake the reply.
BOOST_AUTO_TEST_CASE(a_new_source_that_comes_before_its_reply_is_played_from_its_first_frame) {
  for (const int frames : {1, 6}) {
    Standard standard(frames);
    standard.movie.newSourceAfterBye = true;
    standard.movie.replyComesLast = true;
    standard.start();
    TestPlayer player(standard.options(0, Transport::Udp));
    BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
    player.engine().play();
    BOOST_TEST(player.waitShown(static_cast<std::size_t>(2 * frames)));
    BOOST_TEST(player.shown().size() == static_cast<std::size_t>(2 * frames));
  }
}

BOOST_AUTO_TEST_CASE(a_seek_after_the_server_has_sent_all_goes_on_playing) {
  Standard standard(60);
  standard.start();
  TestPlayer player(standard.options(20));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFull());
  player.engine().play();
  // All 60 frames come at once, the BYE behind them; most wait in the cache.
  BOOST_REQUIRE(player.wait([](const EngineStatus& status) { return status.cache.held > 30; }));
  BOOST_REQUIRE(player.waitShown(25));
  player.engine().seek(0);
  BOOST_REQUIRE(player.waitShown(70));
  BOOST_TEST((player.waitEnd() == ExitCode::Ok));
  BOOST_TEST(player.shown().back() == 59);
  BOOST_TEST((player.engine().status().state == UserState::Ended));
}

BOOST_AUTO_TEST_CASE(a_seek_in_a_paused_cache_shows_its_picture) {
  Standard standard(60);
  standard.start();
  TestPlayer player(standard.options(20));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFull());
  player.engine().seek(0.2);
  BOOST_REQUIRE(player.waitShown(1));
  BOOST_TEST(player.shown().front() == 10);
  BOOST_TEST((player.engine().status().state == UserState::Ready));
  player.engine().teardown();
  BOOST_REQUIRE(player.waitFor(UserState::Init));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFull());
  BOOST_TEST(player.engine().status().position < 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
