// SPDX-License-Identifier: MIT
// The filling between SETUP and PLAY.
#include "tests/rtsp_client/session_harness.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client::test {

BOOST_AUTO_TEST_SUITE(session_cache)

BOOST_AUTO_TEST_CASE(setup_fills_the_cache_by_a_range_of_its_own) {
  Session s;
  s.setup();
  BOOST_TEST(s.did() == "send DESCRIBE, send SETUP, send PLAY pre 0-0.78");
  s.reply();
  BOOST_TEST(s.where() == "READY filling");
  s.frames(19, 0.76);
  BOOST_TEST(s.where() == "READY filling");
  s.frames(1, 0.8);
  BOOST_TEST(s.where() == "READY idle");
  BOOST_TEST(s.did() == "");
}

BOOST_AUTO_TEST_CASE(speed_is_asked_only_of_a_server_that_is_ours) {
  Session s;
  s.logic.movie().ours = true;
  s.setup();
  BOOST_TEST(s.did() == "send DESCRIBE, send SETUP, send PLAY pre 0-0.78 x2");
}

BOOST_AUTO_TEST_CASE(a_course_fill_is_play_and_then_pause) {
  Session s(Dialect::Course);
  s.setup();
  BOOST_TEST(s.did() == "send SETUP, send PLAY pre");
  s.reply();
  s.frames(19, 0.76);
  BOOST_TEST(s.did() == "");
  s.frames(1, 0.8);
  BOOST_TEST(s.did() == "send PAUSE pre");
  s.frames(1, 0.84);
  BOOST_TEST(s.did() == "");
  s.reply();
  BOOST_TEST(s.where() == "READY idle");
}

BOOST_AUTO_TEST_CASE(frames_that_overtake_the_reply_count_for_the_fill) {
  Session s(Dialect::Course);
  s.setup();
  s.did();
  s.wait(1ms);
  s.frames(20, 0.8);
  BOOST_TEST(s.did() == "");
  s.reply();
  BOOST_TEST(s.did() == "send PAUSE pre");
}

BOOST_AUTO_TEST_CASE(a_fill_that_finds_no_more_room_is_paused) {
  for (const int status : {200, 455}) {
    Session s(Dialect::Standard, 20);
    s.setup();
    s.reply();
    s.frames(9, 0.36);
    s.did();
    s.cache.full = true;
    s.frames(1, 0.4);
    BOOST_TEST(s.did() == "send PAUSE pre");
    s.frames(1, 0.44);
    s.reply(status);
    BOOST_TEST(s.where() == "READY idle");
    BOOST_TEST(s.did() == "");
    s.click(Event::ClickPlay);
    BOOST_TEST(s.did() == "start, send PLAY 0.44-");
  }
}

BOOST_AUTO_TEST_CASE(without_a_cache_nothing_goes_out_between_setup_and_play) {
  for (const Dialect dialect : {Dialect::Standard, Dialect::Course}) {
    Session s(dialect, 0);
    s.setup();
    s.did();
    s.wait(20s);
    BOOST_TEST(s.did() == "");
    BOOST_TEST(s.where() == "READY idle");
  }
}

BOOST_AUTO_TEST_CASE(a_stream_without_an_end_is_not_filled_and_has_no_range) {
  Session s;
  s.logic.movie().duration = -1;
  s.setup();
  BOOST_TEST(s.did() == "send DESCRIBE, send SETUP");
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start, send PLAY");
}

BOOST_AUTO_TEST_CASE(a_server_without_pause_is_not_filled) {
  Session s;
  s.logic.movie().canPause = false;
  s.setup();
  BOOST_TEST(s.did() == "send DESCRIBE, send SETUP");
}

BOOST_AUTO_TEST_CASE(a_refused_fill_is_said_and_played_without) {
  Session s;
  s.setup();
  s.did();
  s.reply(457);
  BOOST_TEST(s.did() == "clear, warn");
  BOOST_TEST(s.where() == "READY idle");
  BOOST_TEST(s.logic.prefetchOff());
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start, send PLAY 0-");
}

BOOST_AUTO_TEST_CASE(a_fill_that_is_not_answered_is_given_up) {
  Session s(Dialect::Course);
  s.setup();
  s.did();
  s.wait(2s);
  BOOST_TEST(s.did() == "clear, warn");
  BOOST_TEST(s.where() == "READY idle");
}

BOOST_AUTO_TEST_CASE(a_course_server_that_does_not_pause_goes_on_and_play_takes_it_over) {
  Session s(Dialect::Course);
  s.setup();
  s.reply();
  s.frames(20, 0.8);
  s.did();
  s.wait(1s);
  s.frames(20, 1.6);
  s.wait(1s);
  BOOST_TEST(s.did() == "clear, warn");
  BOOST_TEST(s.where() == "READY sending");
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start");
  BOOST_TEST(s.where() == "PLAYING sending");
}

BOOST_AUTO_TEST_CASE(a_fill_that_lost_frames_is_over_when_it_is_quiet) {
  Session s;
  s.setup();
  s.reply();
  s.frames(15, 0.72);
  s.wait(499ms);
  BOOST_TEST(s.where() == "READY filling");
  s.wait(1ms);
  BOOST_TEST(s.where() == "READY idle");
}

BOOST_AUTO_TEST_CASE(a_bye_at_the_end_of_the_filled_range_is_not_the_end_of_the_movie) {
  Session s;
  s.setup();
  s.reply();
  s.frames(19, 0.76);
  s.logic.onBye(s.now);
  BOOST_TEST(s.where() == "READY idle");
}

BOOST_AUTO_TEST_CASE(a_movie_shorter_than_the_cache_is_played_without_asking_again) {
  Session s;
  s.logic.movie().duration = 0.4;
  s.setup();
  s.reply();
  s.frames(10, 0.4);
  s.logic.onBye(s.now);
  s.did();
  BOOST_TEST(s.where() == "READY over");
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start");
  BOOST_TEST(s.where() == "PLAYING over");
}

BOOST_AUTO_TEST_CASE(play_while_filling_asks_for_the_rest_at_once) {
  Session s;
  s.setup();
  s.reply();
  s.frames(7, 0.28);
  s.did();
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start, send PLAY 0.28-");
}

BOOST_AUTO_TEST_CASE(course_play_while_filling_takes_the_running_stream) {
  Session s(Dialect::Course);
  s.setup();
  s.reply();
  s.frames(7, 0.28);
  s.did();
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start");
  BOOST_TEST(s.where() == "PLAYING sending");
  s.frames(20, 1.08);
  BOOST_TEST(s.did() == "");
}

BOOST_AUTO_TEST_CASE(course_play_while_the_fills_pause_is_out_waits_for_it) {
  Session s(Dialect::Course);
  s.setup();
  s.reply();
  s.frames(20, 0.8);
  s.did();
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "");
  s.reply();
  BOOST_TEST(s.did() == "start, send PLAY");
}

BOOST_AUTO_TEST_CASE(a_server_that_refuses_to_go_on_after_a_fill_gets_a_session_without) {
  Session s;
  s.fill();
  s.click(Event::ClickPlay);
  s.did();
  s.reply(457);
  BOOST_TEST(s.did() == "warn, stop, send TEARDOWN");
  s.reply();
  BOOST_TEST(s.did() == "stop, close, open");
  s.logic.onConnected(s.now);
  s.reply();
  s.reply();
  s.reply();
  BOOST_TEST(s.did() == "send OPTIONS, send DESCRIBE, send SETUP, start, send PLAY 0.8-");
}

BOOST_AUTO_TEST_CASE(a_server_that_sends_nothing_after_a_fill_gets_a_session_without) {
  Session s;
  s.play();
  s.wait(2s);
  BOOST_TEST(s.did() == "warn, stop, send TEARDOWN");
}

BOOST_AUTO_TEST_CASE(a_course_movie_that_ran_out_before_play_is_not_waited_for) {
  Session s(Dialect::Course);
  s.setup();
  s.reply();
  s.frames(20, 0.8);
  s.wait(1s);
  s.frames(20, 1.6);
  s.wait(1s);
  BOOST_TEST(s.where() == "READY sending");
  s.wait(2s);
  BOOST_TEST(s.where() == "READY over");
}

BOOST_AUTO_TEST_CASE(the_fill_of_a_slow_movie_is_not_over_between_two_frames) {
  Session s;
  s.logic.movie().frameRate = 1;
  s.logic.movie().duration = 100;
  s.setup();
  s.reply();
  s.frames(1, 1);
  s.wait(2s);
  BOOST_TEST(s.where() == "READY filling");
  s.frames(1, 2);
  s.wait(3s);
  BOOST_TEST(s.where() == "READY idle");
}

BOOST_AUTO_TEST_CASE(a_standard_server_that_does_not_pause_its_fill_keeps_what_came) {
  Session s;
  s.setup();
  s.reply();
  s.cache.full = true;
  s.frames(10, 0.4);
  s.did();
  s.wait(2s);
  BOOST_TEST(s.did() == "");
  BOOST_TEST(s.where() == "READY idle");
}

BOOST_AUTO_TEST_CASE(a_click_that_comes_to_nothing_does_not_stop_the_fill) {
  Session s;
  s.connect();
  s.click(Event::ClickSetup);
  s.reply();
  s.click(Event::ClickPause);
  s.reply();
  BOOST_TEST(s.did() == "send DESCRIBE, send SETUP, send PLAY pre 0-0.78");
}

BOOST_AUTO_TEST_CASE(a_movie_that_starts_again_is_filled_sought_and_gone_on_with_by_its_places) {
  Session s;
  s.logic.movie().duration = -1;
  s.logic.movie().loop = 4;
  s.setup();
  BOOST_TEST(s.did() == "send DESCRIBE, send SETUP, send PLAY pre 0-0.78");
  s.reply();
  s.frames(20, 0.8);
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start, send PLAY 0.8-");
  s.reply();
  s.frames(230, 10);
  s.cache.frames = 20;
  s.click(Event::ClickPause);
  s.reply();
  s.did();
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start, send PLAY 2-");
  s.reply();
  s.logic.seek(3.5, s.now);
  BOOST_TEST(s.did() == "clear, send PLAY 3.5-");
  s.reply();
  s.cache.frames = 0;
  s.frames(20, 4.3);
  // The last frame is the last place there is.
  s.logic.seek(4, s.now);
  BOOST_TEST(s.did() == "skip 3.96");
}

BOOST_AUTO_TEST_CASE(less_than_half_a_frame_before_its_end_a_movie_that_starts_again_goes_on_at_its_start) {
  Session s;
  s.logic.movie().duration = -1;
  s.logic.movie().loop = 4;
  s.setup();
  s.reply();
  s.frames(20, 3.985);
  s.did();
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start, send PLAY 0-");
}

BOOST_AUTO_TEST_CASE(a_stream_without_an_end_or_a_length_is_neither_filled_nor_sought) {
  Session s;
  s.logic.movie().duration = -1;
  s.setup();
  BOOST_TEST(s.did() == "send DESCRIBE, send SETUP");
  s.logic.seek(1, s.now);
  BOOST_TEST(s.did() == "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
