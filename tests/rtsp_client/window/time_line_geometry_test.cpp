// SPDX-License-Identifier: MIT
#include "rtsp_client/window/time_line_geometry.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client {

static std::ostream& operator<<(std::ostream& out, Stretch stretch) {
  return out << stretch.from << ".." << stretch.to;
}

namespace {

// A movie of 10 s at 3.2 s with 3.2 to 3.9 s held.
TimeLineState tenSeconds() { return {10, 3.2, 3.2, 3.9, true}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(time_line_geometry)

BOOST_AUTO_TEST_CASE(played_and_held_stretches_meet) {
  BOOST_TEST(playedStretch(tenSeconds(), 1000) == (Stretch{0, 320}));
  BOOST_TEST(heldStretch(tenSeconds(), 1000) == (Stretch{320, 390}));
}

BOOST_AUTO_TEST_CASE(nothing_is_played_or_held_before_setup) {
  const TimeLineState before;
  BOOST_TEST(playedStretch(before, 1000).empty());
  BOOST_TEST(heldStretch(before, 1000).empty());
}

BOOST_AUTO_TEST_CASE(equal_ends_hold_nothing) {
  TimeLineState state = tenSeconds();
  state.heldTo = state.heldFrom;
  BOOST_TEST(heldStretch(state, 1000).empty());
}

BOOST_AUTO_TEST_CASE(what_is_held_of_a_day_is_still_one_pixel) {
  const TimeLineState day{86400, 10, 10, 10.5, true};
  BOOST_TEST(heldStretch(day, 1000).to - heldStretch(day, 1000).from == 1);
}

BOOST_AUTO_TEST_CASE(nothing_goes_beyond_the_end) {
  const TimeLineState beyond{10, 12, 9, 14, true};
  BOOST_TEST(playedStretch(beyond, 1000) == (Stretch{0, 1000}));
  BOOST_TEST(heldStretch(beyond, 1000) == (Stretch{900, 1000}));
}

BOOST_AUTO_TEST_CASE(a_stream_without_an_end_has_an_empty_line_and_no_times) {
  const TimeLineState live{-1, 12, 9, 14, true};
  BOOST_TEST(playedStretch(live, 1000).empty());
  BOOST_TEST(heldStretch(live, 1000).empty());
  BOOST_TEST(!timeAt(live, 10, 1000));
  BOOST_TEST(!timeAfterKey(live, TimeLineKey::Forward));
}

BOOST_AUTO_TEST_CASE(a_click_means_the_time_under_it_clamped_to_the_movie) {
  BOOST_TEST(timeAt(tenSeconds(), 500, 1000).value() == 5.0);
  BOOST_TEST(timeAt(tenSeconds(), -20, 1000).value() == 0.0);
  BOOST_TEST(timeAt(tenSeconds(), 1020, 1000).value() == 10.0);
  BOOST_TEST(!timeAt(tenSeconds(), 10, 0));
}

BOOST_AUTO_TEST_CASE(the_course_dialect_only_shows) {
  TimeLineState course = tenSeconds();
  course.canSeek = false;
  BOOST_TEST(!timeAt(course, 500, 1000));
  BOOST_TEST(!timeAfterKey(course, TimeLineKey::Start));
}

BOOST_AUTO_TEST_CASE(keys_step_page_and_jump_within_the_movie) {
  const auto tolerance = boost::test_tools::tolerance(1e-9);
  BOOST_TEST(timeAfterKey(tenSeconds(), TimeLineKey::Forward).value() == 4.2, tolerance);
  BOOST_TEST(timeAfterKey(tenSeconds(), TimeLineKey::Back).value() == 2.2, tolerance);
  BOOST_TEST(timeAfterKey(tenSeconds(), TimeLineKey::PageForward).value() == 8.2, tolerance);
  BOOST_TEST(timeAfterKey(tenSeconds(), TimeLineKey::PageBack).value() == 0.0, tolerance);
  BOOST_TEST(timeAfterKey(tenSeconds(), TimeLineKey::Start).value() == 0.0, tolerance);
  BOOST_TEST(timeAfterKey(tenSeconds(), TimeLineKey::End).value() == 9.9, tolerance);
}

BOOST_AUTO_TEST_CASE(pages_of_a_long_movie_are_a_tenth_of_it) {
  const TimeLineState hour{3600, 1000, -1, -1, true};
  BOOST_TEST(timeAfterKey(hour, TimeLineKey::PageForward).value() == 1360.0);
}

BOOST_AUTO_TEST_CASE(what_is_held_of_the_next_round_is_at_the_start) {
  const TimeLineState round{10, 9.5, 9.5, 10.2, true};
  BOOST_TEST(heldStretch(round, 1000) == (Stretch{950, 1000}));
  BOOST_TEST(heldAgainStretch(round, 1000) == (Stretch{0, 20}));
  BOOST_TEST(heldAgainStretch(tenSeconds(), 1000).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
