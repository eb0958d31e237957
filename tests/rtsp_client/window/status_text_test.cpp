// SPDX-License-Identifier: MIT
#include "rtsp_client/window/status_text.h"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

namespace zoetrope::client {

BOOST_AUTO_TEST_SUITE(status_text)

BOOST_AUTO_TEST_CASE(times_show_minutes_seconds_and_tenths) {
  BOOST_TEST(timeText(0) == "0:00.0");
  BOOST_TEST(timeText(3.25) == "0:03.2");
  BOOST_TEST(timeText(59.99) == "0:59.9");
  BOOST_TEST(timeText(60) == "1:00.0");
  BOOST_TEST(timeText(3600 + 2 * 60 + 3.4) == "1:02:03.4");
}

BOOST_AUTO_TEST_CASE(a_tenth_that_is_due_is_shown_although_binary_fractions_fall_short_of_it) {
  BOOST_TEST(timeText(0.3) == "0:00.3");
  BOOST_TEST(timeText(27 / 30.0) == "0:00.9");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_a_dash) {
  BOOST_TEST(timeText(-1) == "–");
  BOOST_TEST(timeText(std::nan("")) == "–");
  BOOST_TEST(positionText(-1, 10) == "– / 0:10.0");
  BOOST_TEST(positionText(4, -1) == "0:04.0");
  BOOST_TEST(frameRateText(-1) == "– frames/s");
  BOOST_TEST(bitRateText(-1) == "– Mbit/s");
  BOOST_TEST(lossText(-1) == "lost – %");
  BOOST_TEST(heldSecondsText(std::numeric_limits<double>::infinity()) == "– s");
}

BOOST_AUTO_TEST_CASE(rates_have_their_unit_and_a_point_whatever_the_locale) {
  BOOST_TEST(frameRateText(29.97) == "30.0 frames/s");
  BOOST_TEST(bitRateText(98.44e6) == "98.4 Mbit/s");
  BOOST_TEST(bitRateText(1572864) == "1.6 Mbit/s");
  BOOST_TEST(bitRateText(0) == "0.0 Mbit/s");
}

BOOST_AUTO_TEST_CASE(a_trickle_is_not_shown_as_nothing) { BOOST_TEST(bitRateText(40'000) == "0.04 Mbit/s"); }

BOOST_AUTO_TEST_CASE(a_little_loss_is_not_none_and_much_is_not_all) {
  BOOST_TEST(lossText(0) == "lost 0.0 %");
  BOOST_TEST(lossText(0.001) == "lost 0.1 %");
  BOOST_TEST(lossText(12.34) == "lost 12.3 %");
  BOOST_TEST(lossText(99.99) == "lost 99.9 %");
  BOOST_TEST(lossText(100) == "lost 100.0 %");
}

BOOST_AUTO_TEST_CASE(what_was_recovered_stands_beside_what_was_lost_where_anything_is_asked_for_again) {
  BOOST_TEST(lossText(0, 1.24) == "lost 0.0 % (recovered 1.2 %)");
  BOOST_TEST(lossText(0, 0.01) == "lost 0.0 % (recovered 0.1 %)");
  BOOST_TEST(lossText(1, -1) == "lost 1.0 %");
  BOOST_TEST(lossText(-1, 3) == "lost \u2013 %");
}

BOOST_AUTO_TEST_CASE(thousands_stand_apart) {
  BOOST_TEST(groupedText(999, 0) == "999");
  BOOST_TEST(groupedText(12345.67, 1) == "12\u2009345.7");
  BOOST_TEST(groupedText(1234567, 0) == "1\u2009234\u2009567");
  BOOST_TEST(decimalText(std::nan(""), 1) == "0.0");
}

BOOST_AUTO_TEST_CASE(the_cache_counts_frames_of_its_target) {
  BOOST_TEST(heldFramesText(14, 20) == "14 of 20 frames");
  BOOST_TEST(heldFramesText(0, 1) == "0 of 1 frame");
  BOOST_TEST(heldFramesText(-1, 20) == "0 of 20 frames");
  BOOST_TEST(heldFramesText(0, 0) == "off");
  BOOST_TEST(heldSecondsText(0.466) == "0.47 s");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
