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

BOOST_AUTO_TEST_CASE(a_report_is_called_after_its_movie) {
  Target target;
  BOOST_TEST(reportName(target) == "zoetrope-report");
  target.video = "hd1080.mjpeg";
  BOOST_TEST(reportName(target) == "hd1080-report");
  target.video = "films/a.b/ball.avi";
  BOOST_TEST(reportName(target) == "ball-report");
}

BOOST_AUTO_TEST_CASE(a_report_gets_the_ending_of_its_form_once) {
  const std::string forms = "Page (*.html)|*.html|JSON (*.json)|*.json";
  BOOST_TEST(withEnding("/tmp/r", forms, 0) == "/tmp/r.html");
  BOOST_TEST(withEnding("/tmp/r", forms, 1) == "/tmp/r.json");
  BOOST_TEST(withEnding("/tmp/r.JSON", forms, 0) == "/tmp/r.JSON");
  BOOST_TEST(withEnding("/tmp/r.old", forms, 9) == "/tmp/r.old.json");
  BOOST_TEST(withEnding("/tmp/r", "", 0) == "/tmp/r");
}

BOOST_AUTO_TEST_CASE(a_report_that_cannot_be_written_says_what_to_do) {
  const Message message = notSavedMessage("cannot write the report /r.json: is the folder there?");
  BOOST_TEST((message.kind == Message::Kind::Error));
  BOOST_TEST(message.text ==
             "Cannot write the report /r.json: is the folder there? Press Save report\u2026 again and choose another "
             "folder or name.");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
