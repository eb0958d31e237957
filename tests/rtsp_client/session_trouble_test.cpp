// SPDX-License-Identifier: MIT
// The movie's end, and everything that can go wrong.
#include "rtsp_client/messages.h"
#include "tests/rtsp_client/session_harness.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client::test {

BOOST_AUTO_TEST_SUITE(session_trouble)

BOOST_AUTO_TEST_CASE(the_movie_ends_when_the_last_held_frame_was_shown) {
  Session s;
  s.play();
  s.frames(80, 4.0);
  s.logic.onBye(s.now);
  BOOST_TEST(s.where() == "PLAYING over");
  s.logic.onPlayedOut(s.now);
  BOOST_TEST(s.did() == "stop, finish 0");
  BOOST_TEST(s.where() == "ENDED over");
}

BOOST_AUTO_TEST_CASE(play_after_the_end_starts_over) {
  Session s;
  s.play();
  s.frames(80, 4.0);
  s.logic.onBye(s.now);
  s.logic.onPlayedOut(s.now);
  s.did();
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "clear, start, send PLAY 0-");
  s.cache = {};
  s.reply();
  BOOST_TEST(s.where() == "PLAYING sending");
}

BOOST_AUTO_TEST_CASE(a_course_movie_ends_after_two_silent_seconds_and_starts_over_with_a_new_session) {
  Session s(Dialect::Course);
  s.play();
  s.frames(80, 4.0);
  s.wait(1999ms);
  BOOST_TEST(s.where() == "PLAYING sending");
  s.wait(1ms);
  BOOST_TEST(s.where() == "PLAYING over");
  s.logic.onPlayedOut(s.now);
  s.did();
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "stop, send TEARDOWN");
  s.reply();
  BOOST_TEST(s.did() == "stop, clear, close, open");
  s.logic.onConnected(s.now);
  s.reply();
  BOOST_TEST(s.did() == "send SETUP, start, send PLAY");
}

BOOST_AUTO_TEST_CASE(a_missing_bye_is_made_up_for_by_the_position) {
  Session s;
  s.play();
  s.frames(80, 4.0);
  s.wait(500ms);
  BOOST_TEST(s.where() == "PLAYING over");
}

BOOST_AUTO_TEST_CASE(silence_in_the_middle_of_a_standard_movie_is_not_its_end) {
  Session s(Dialect::Standard, 0);
  s.setup();
  s.click(Event::ClickPlay);
  s.reply();
  s.frames(10, 0.4);
  s.did();
  s.wait(9999ms);
  BOOST_TEST(s.where() == "PLAYING sending");
  BOOST_TEST(s.did() == "");
  s.wait(1ms);
  BOOST_TEST(s.did() == "error, finish 6");
}

BOOST_AUTO_TEST_CASE(nothing_over_udp_goes_on_over_tcp) {
  Session s(Dialect::Standard, 0);
  s.setup();
  s.click(Event::ClickPlay);
  s.reply();
  s.did();
  s.wait(2s);
  BOOST_TEST(s.did() == "warn, stop, send TEARDOWN");
  s.reply();
  s.logic.onConnected(s.now);
  s.reply();
  s.reply();
  s.reply();
  BOOST_TEST(s.did() == "stop, close, open, send OPTIONS, send DESCRIBE, send SETUP tcp, start, send PLAY 0-");
}

BOOST_AUTO_TEST_CASE(nothing_over_the_chosen_transport_is_a_stall) {
  Session s(Dialect::Standard, 0, Transport::Udp);
  s.setup();
  s.click(Event::ClickPlay);
  s.reply();
  s.did();
  s.wait(2s);
  BOOST_TEST(s.did() == "error, finish 6");
}

BOOST_AUTO_TEST_CASE(nothing_while_filling_tries_tcp_too) {
  Session s;
  s.setup();
  s.reply();
  s.did();
  s.wait(2s);
  BOOST_TEST(s.did() == "warn, stop, send TEARDOWN");
}

BOOST_AUTO_TEST_CASE(a_course_server_of_which_nothing_comes_is_a_stall_after_play_too) {
  Session s(Dialect::Course);
  s.setup();
  s.reply();
  s.did();
  s.wait(2s);
  BOOST_TEST(s.did() == "clear, warn");
  s.wait(5s);
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start");
  s.wait(1900ms);
  BOOST_TEST(s.did() == "");
  s.wait(100ms);
  BOOST_TEST(s.did() == "error, finish 6");
  BOOST_TEST(s.messageOnScreen == "The server answered PLAY but no picture came: a firewall, or the wrong port?");
  s.frames(1, 0.04);
  BOOST_TEST(s.where() == "PLAYING sending");
}

BOOST_AUTO_TEST_CASE(a_server_without_udp_is_asked_for_tcp) {
  Session s;
  s.connect();
  s.click(Event::ClickSetup);
  s.reply();
  s.did();
  s.reply(461);
  BOOST_TEST(s.did() == "warn, send SETUP tcp");
}

BOOST_AUTO_TEST_CASE(no_server_is_an_error_with_a_way_on) {
  Session s;
  s.logic.start(s.now);
  s.click(Event::ClickSetup);
  s.logic.onConnectFailed({.why = "refused"}, s.now);
  BOOST_TEST(s.did() == "open, close, error, finish 3");
  BOOST_TEST(s.messageOnScreen.find("There is no server at 127.0.0.1:8554") == 0U);
  BOOST_TEST(s.where() == "INIT closed");
  s.click(Event::ClickRetry);
  BOOST_TEST(s.did() == "stop, clear, open");
}

BOOST_AUTO_TEST_CASE(a_name_that_nobody_knows_is_not_a_server_that_is_not_started) {
  Session s;
  s.logic.start(s.now);
  s.click(Event::ClickSetup);
  s.logic.onConnectFailed({"no such name", LinkFailure::Kind::NoSuchHost}, s.now);
  BOOST_TEST(s.did() == "open, close, error, finish 3");
  BOOST_TEST(s.messageOnScreen.find("No computer is known here by the name 127.0.0.1") == 0U);
}

BOOST_AUTO_TEST_CASE(an_address_without_a_movie_is_told_as_such) {
  Target target = Session::target(Dialect::Standard);
  const ReplyFacts ours{404, "Not Found, the nearest movie is a.mjpeg", {}};
  BOOST_TEST(messages::setupRefused(target, ours).text ==
             "There is no movie movie.Mjpeg on 127.0.0.1:8554; the nearest movie is a.mjpeg.");
  target.video.clear();
  BOOST_TEST(messages::setupRefused(target, ours).text ==
             "The address names no movie of 127.0.0.1:8554; the nearest movie is a.mjpeg.");
  BOOST_TEST(messages::setupRefused(target, {404, "Not Found", {}}).text ==
             "The address names no movie of 127.0.0.1:8554: it stands behind the port, as in /movie.mjpeg.");
}

BOOST_AUTO_TEST_CASE(no_such_movie_is_not_found) {
  for (const Dialect dialect : {Dialect::Standard, Dialect::Course}) {
    Session s(dialect);
    s.connect();
    s.click(Event::ClickSetup);
    s.did();
    s.reply(404);
    BOOST_TEST(s.did() == "error, finish 4");
    BOOST_TEST(s.where() == "INIT open");
    BOOST_TEST(s.logic.canSetup());
  }
}

BOOST_AUTO_TEST_CASE(a_description_without_jpeg_is_refused_here) {
  Session s;
  s.connect();
  s.click(Event::ClickSetup);
  s.did();
  s.logic.movie().hasJpeg = false;
  s.reply();
  BOOST_TEST(s.did() == "error, finish 5");
}

BOOST_AUTO_TEST_CASE(a_setup_without_a_reply_is_an_error_after_two_seconds) {
  Session s(Dialect::Course);
  s.connect();
  s.click(Event::ClickSetup);
  s.did();
  s.wait(2s);
  BOOST_TEST(s.did() == "stop, clear, close, error, finish 6");
  BOOST_TEST(s.where() == "INIT closed");
  BOOST_TEST(s.logic.canSetup());
}

BOOST_AUTO_TEST_CASE(a_play_without_a_reply_leaves_ready) {
  Session s(Dialect::Course, 0);
  s.setup();
  s.click(Event::ClickPlay);
  s.did();
  s.wait(2s);
  BOOST_TEST(s.did() == "stop, error, finish 6");
  BOOST_TEST(s.where() == "READY idle");
}

BOOST_AUTO_TEST_CASE(a_pause_without_a_reply_goes_on_playing) {
  Session s;
  s.play();
  s.frames(10, 1.2);
  s.click(Event::ClickPause);
  s.did();
  s.wait(2s);
  BOOST_TEST(s.did() == "start, error, finish 6");
  BOOST_TEST(s.where() == "PLAYING sending");
}

BOOST_AUTO_TEST_CASE(a_lost_connection_ends_the_session) {
  Session s;
  s.play();
  s.logic.onConnectionLost("reset", s.now);
  BOOST_TEST(s.did() == "close, stop, clear, error, finish 3");
  BOOST_TEST(s.where() == "INIT closed");
}

BOOST_AUTO_TEST_CASE(a_connection_that_closes_after_the_movie_was_sent_does_not_stop_the_picture) {
  Session s;
  s.play();
  s.frames(80, 4.0);
  s.logic.onBye(s.now);
  s.logic.onConnectionLost("", s.now);
  BOOST_TEST(s.did() == "close");
  s.logic.onPlayedOut(s.now);
  BOOST_TEST(s.where() == "ENDED over");
  s.did();
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "stop, clear, open");
}

BOOST_AUTO_TEST_CASE(an_idle_connection_that_the_server_lets_go_is_no_news) {
  Session s;
  s.connect();
  s.logic.onConnectionLost("", s.now);
  BOOST_TEST(s.did() == "close");
  s.click(Event::ClickSetup);
  BOOST_TEST(s.did() == "open");
}

BOOST_AUTO_TEST_CASE(a_forgotten_session_is_said_and_setup_is_legal_again) {
  Session s;
  s.fill();
  s.click(Event::ClickPlay);
  s.did();
  s.reply(454);
  BOOST_TEST(s.did() == "stop, clear, close, error, finish 1");
  BOOST_TEST(s.logic.canSetup());
}

BOOST_AUTO_TEST_CASE(a_paused_session_is_kept_alive_every_half_timeout) {
  Session s;
  s.logic.movie().sessionTimeout = 10s;
  s.fill();
  s.wait(4999ms);
  BOOST_TEST(s.did() == "");
  s.wait(1ms);
  BOOST_TEST(s.did() == "send GET_PARAMETER");
  s.reply(501);
  BOOST_TEST(s.did() == "");
  s.wait(5s);
  BOOST_TEST(s.did() == "send GET_PARAMETER");
}

BOOST_AUTO_TEST_CASE(a_click_on_tcp_goes_on_there_from_the_same_place) {
  Session s;
  s.play();
  s.click(Event::ClickTcp);
  BOOST_TEST(s.did() == "stop, send TEARDOWN");
  s.reply();
  s.logic.onConnected(s.now);
  s.reply();
  s.reply();
  s.reply();
  BOOST_TEST(s.did() == "stop, close, open, send OPTIONS, send DESCRIBE, send SETUP tcp, start, send PLAY 0.8-");
}

BOOST_AUTO_TEST_CASE(the_reason_for_going_over_tcp_stays_on_screen) {
  Session s(Dialect::Standard, 0);
  s.setup();
  s.click(Event::ClickPlay);
  s.reply();
  s.wait(2s);
  s.reply();
  s.logic.onConnected(s.now);
  s.reply();
  s.reply();
  s.reply();
  s.reply();
  BOOST_TEST(s.where() == "PLAYING sending");
  s.did();
  BOOST_TEST(s.messageOnScreen.find("going on over TCP") != std::string::npos, s.messageOnScreen);
}

BOOST_AUTO_TEST_CASE(packets_that_are_no_pictures_are_said) {
  Session s(Dialect::Standard, 0);
  s.setup();
  s.click(Event::ClickPlay);
  s.reply();
  s.did();
  s.logic.onUnusableMedia();
  s.wait(2s);
  BOOST_TEST(s.did() == "error, finish 6");
  BOOST_TEST(s.messageOnScreen.find("no picture") != std::string::npos, s.messageOnScreen);
}

BOOST_AUTO_TEST_CASE(packets_without_a_whole_picture_are_said_until_there_is_one) {
  Session s(Dialect::Standard, 0);
  s.setup();
  s.click(Event::ClickPlay);
  s.reply();
  s.did();
  for (int i = 0; i < 20; ++i) {
    s.logic.onMedia(false, s.now);
    s.wait(100ms);
  }
  BOOST_TEST(s.did() == "warn");
  BOOST_TEST(s.messageOnScreen != "");
  s.frames(1, 0.04);
  s.did();
  BOOST_TEST(s.messageOnScreen == "");
}

BOOST_AUTO_TEST_CASE(trying_again_after_a_lost_connection_goes_on_at_the_frame_that_is_next) {
  Session s;
  s.play();
  s.frames(40, 2.4);
  s.cache.frames = 10;
  s.logic.onConnectionLost("reset", s.now);
  s.cache = {};
  s.did();
  s.click(Event::ClickRetry);
  s.logic.onConnected(s.now);
  s.reply();
  s.reply();
  s.reply();
  BOOST_TEST(s.did() == "stop, clear, open, send OPTIONS, send DESCRIBE, send SETUP, start, send PLAY 2-");
}

BOOST_AUTO_TEST_CASE(setup_after_a_lost_connection_does_not_play_by_itself) {
  Session s;
  s.play();
  s.logic.onConnectionLost("reset", s.now);
  s.cache = {};
  s.did();
  s.click(Event::ClickSetup);
  s.logic.onConnected(s.now);
  s.reply();
  s.reply();
  s.reply();
  BOOST_TEST(s.did() == "open, send OPTIONS, send DESCRIBE, send SETUP, send PLAY pre 0-0.78");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
