// SPDX-License-Identifier: MIT
#include "rtsp_client/window/window_texts.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client {

BOOST_AUTO_TEST_SUITE(window_texts)

BOOST_AUTO_TEST_CASE(a_connected_window_invites_to_press_setup) {
  EngineStatus status;
  status.cache.target = 20;
  status.canSetup = true;
  BOOST_TEST(nextStep(status) == "Press Setup to fill the cache");
  status.cache.target = 0;
  BOOST_TEST(nextStep(status) == "Press Setup to open the session");
}

BOOST_AUTO_TEST_CASE(nobody_is_told_to_press_what_cannot_be_pressed) {
  EngineStatus status;
  BOOST_TEST(nextStep(status) == "Connecting…");
  status.requestOutstanding = true;
  BOOST_TEST(nextStep(status) == "Waiting for the server…");
}

BOOST_AUTO_TEST_CASE(ready_says_whether_the_cache_is_full) {
  EngineStatus status;
  status.state = UserState::Ready;
  status.canPlay = true;
  status.cache.target = 20;
  status.cache.doing = CacheStatus::Doing::Filling;
  BOOST_TEST(nextStep(status) == "Filling the cache… Press Play at any time");
  status.cache.doing = CacheStatus::Doing::Full;
  BOOST_TEST(nextStep(status) == "The cache is full: press Play");
  status.cache.doing = CacheStatus::Doing::Off;
  BOOST_TEST(nextStep(status) == "Press Play");
}

BOOST_AUTO_TEST_CASE(the_title_names_the_movie_first) {
  Target target;
  target.host = "camera.local";
  BOOST_TEST(windowTitle(target) == "camera.local – Zoetrope");
  target.video = "hd1080.mjpeg";
  BOOST_TEST(windowTitle(target) == "hd1080.mjpeg – Zoetrope");
}

BOOST_AUTO_TEST_CASE(what_ended_the_session_is_said_in_a_sentence) {
  BOOST_TEST(endMessage("cannot write /no/such/x").text == "Cannot write /no/such/x.");
  BOOST_TEST(endMessage("is the disk full?").text == "Is the disk full?");
  BOOST_TEST(endMessage("").text == "The session has failed.");
  BOOST_TEST((endMessage("").kind == Message::Kind::Error));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
