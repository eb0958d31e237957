// SPDX-License-Identifier: MIT
#include "tests/rtsp_client/session_harness.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client::test {

BOOST_AUTO_TEST_SUITE(session_buttons)

BOOST_AUTO_TEST_CASE(it_connects_at_start_and_asks_what_the_server_can) {
  Session s;
  s.logic.start(s.now);
  BOOST_TEST(s.did() == "open");
  s.logic.onConnected(s.now);
  BOOST_TEST(s.did() == "send OPTIONS");
  BOOST_TEST(s.where() == "INIT open");
}

BOOST_AUTO_TEST_CASE(a_course_client_says_nothing_before_setup) {
  Session s(Dialect::Course);
  s.logic.start(s.now);
  s.logic.onConnected(s.now);
  BOOST_TEST(s.did() == "open");
  s.click(Event::ClickSetup);
  BOOST_TEST(s.did() == "send SETUP");
}

BOOST_AUTO_TEST_CASE(a_state_changes_when_the_reply_arrives) {
  Session s;
  s.connect();
  s.click(Event::ClickSetup);
  BOOST_TEST(s.did() == "send DESCRIBE");
  s.reply();
  BOOST_TEST(s.did() == "send SETUP");
  BOOST_TEST(s.where() == "INIT open");
  s.reply();
  BOOST_TEST(s.where() == "READY idle");
}

BOOST_AUTO_TEST_CASE(play_shows_the_cache_at_once_and_asks_for_what_follows) {
  Session s;
  s.fill();
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start, send PLAY 0.8-");
  BOOST_TEST(s.where() == "READY idle");
  s.reply();
  BOOST_TEST(s.where() == "PLAYING sending");
}

BOOST_AUTO_TEST_CASE(pause_freezes_at_once_and_play_goes_on_from_what_came) {
  Session s;
  s.play();
  s.frames(5, 1.0);
  s.click(Event::ClickPause);
  BOOST_TEST(s.did() == "stop, send PAUSE");
  BOOST_TEST(s.where() == "PLAYING sending");
  s.frames(1, 1.04);
  s.reply();
  BOOST_TEST(s.where() == "READY idle");
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start, send PLAY 1.04-");
}

BOOST_AUTO_TEST_CASE(a_course_play_has_no_range) {
  Session s(Dialect::Course);
  s.fill();
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start, send PLAY");
}

BOOST_AUTO_TEST_CASE(teardown_empties_and_setup_makes_a_new_connection) {
  Session s;
  s.play();
  s.click(Event::ClickTeardown);
  BOOST_TEST(s.did() == "stop, clear, send TEARDOWN");
  s.reply();
  BOOST_TEST(s.did() == "stop, clear, close");
  BOOST_TEST(s.where() == "INIT closed");
  s.click(Event::ClickSetup);
  BOOST_TEST(s.did() == "open");
  s.logic.onConnected(s.now);
  s.reply();
  BOOST_TEST(s.did() == "send OPTIONS, send DESCRIBE");
}

BOOST_AUTO_TEST_CASE(a_course_teardown_waits_half_a_second_for_its_reply) {
  Session s(Dialect::Course);
  s.play();
  s.click(Event::ClickTeardown);
  s.did();
  s.wait(499ms);
  BOOST_TEST(s.did() == "");
  s.wait(1ms);
  BOOST_TEST(s.did() == "stop, clear, close");
  BOOST_TEST(s.where() == "INIT closed");
}

BOOST_AUTO_TEST_CASE(one_request_is_out_at_a_time_and_later_clicks_become_one) {
  Session s;
  s.fill();
  s.click(Event::ClickPlay);
  s.did();
  s.click(Event::ClickPause);
  s.click(Event::ClickPlay);
  s.click(Event::ClickPause);
  BOOST_TEST(s.did() == "");
  s.reply();
  BOOST_TEST(s.did() == "stop, send PAUSE");
  s.reply();
  BOOST_TEST(s.did() == "");
  BOOST_TEST(s.where() == "READY idle");
}

BOOST_AUTO_TEST_CASE(setup_and_play_in_one_go_play_without_filling_first) {
  Session s;
  s.connect();
  s.click(Event::ClickSetup);
  s.click(Event::ClickPlay);
  s.reply();
  s.reply();
  BOOST_TEST(s.did() == "send DESCRIBE, send SETUP, start, send PLAY 0-");
}

BOOST_AUTO_TEST_CASE(buttons_that_are_not_legal_do_nothing) {
  Session s;
  s.connect();
  s.click(Event::ClickPlay);
  s.click(Event::ClickPause);
  s.click(Event::ClickTeardown);
  BOOST_TEST(s.did() == "");
  BOOST_TEST(s.logic.canSetup());
  BOOST_TEST(!s.logic.canPlay());
  BOOST_TEST(!s.logic.canTeardown());
  s.fill();
  BOOST_TEST(!s.logic.canSetup());
  BOOST_TEST(s.logic.canPlay());
  BOOST_TEST(!s.logic.canPause());
  BOOST_TEST(s.logic.canTeardown());
}

BOOST_AUTO_TEST_CASE(a_seek_into_the_cache_asks_nobody) {
  Session s;
  s.play();
  s.logic.seek(0.4, s.now);
  BOOST_TEST(s.did() == "skip 0.4");
}

BOOST_AUTO_TEST_CASE(a_seek_outside_the_cache_asks_by_range) {
  Session s;
  s.play();
  s.logic.seek(3, s.now);
  BOOST_TEST(s.did() == "clear, send PLAY 3-");
  s.reply();
  BOOST_TEST(s.where() == "PLAYING sending");
}

BOOST_AUTO_TEST_CASE(a_seek_while_ready_fills_from_there) {
  Session s;
  s.fill();
  s.logic.seek(2, s.now);
  BOOST_TEST(s.did() == "clear, send PLAY pre 2-2.78");
  s.cache.frames = 0;
  s.reply();
  s.frames(20, 2.8);
  BOOST_TEST(s.where() == "READY idle");
  s.click(Event::ClickPlay);
  BOOST_TEST(s.did() == "start, send PLAY 2.8-");
}

BOOST_AUTO_TEST_CASE(the_course_dialect_has_no_seeking) {
  Session s(Dialect::Course);
  s.play();
  BOOST_TEST(!s.logic.canSeek());
  s.logic.seek(3, s.now);
  BOOST_TEST(s.did() == "");
}

BOOST_AUTO_TEST_CASE(leaving_takes_the_session_down_even_while_a_reply_is_missing) {
  Session s;
  s.fill();
  s.click(Event::ClickPlay);
  s.did();
  s.logic.leave(s.now);
  BOOST_TEST(s.did() == "stop, send TEARDOWN");
  BOOST_TEST(!s.logic.left());
  s.wait(500ms);
  BOOST_TEST(s.logic.left());
}

BOOST_AUTO_TEST_CASE(leaving_without_a_session_is_done_at_once) {
  Session s;
  s.connect();
  s.logic.leave(s.now);
  BOOST_TEST(s.logic.left());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
