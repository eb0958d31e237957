// SPDX-License-Identifier: MIT
#include "rtsp_server/quality_chooser.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::server {

namespace {

using namespace std::chrono_literals;

// 96 Mbit/s and the overhead at 30 a second; whole pictures at 1, 0.8, 0.64, 0.5 and two of half size.
struct Fixture {
  static constexpr double kFrame = 400'000;
  static constexpr double kFps = 30;

  QualityChooser::Choice choose(std::optional<double> mbit, Duration late = 0ms, Duration later = 33ms) {
    now += later;
    return chooser.choose(ladder, mbit ? std::optional(*mbit * 1e6) : std::nullopt, late, now);
  }
  std::size_t rungAfter(double mbit, int frames, Duration late = 0ms) {
    for (int i = 0; i < frames; ++i) choose(mbit, late);
    return chooser.rung();
  }

  Ladder ladder{{1, false, 0},    {0.8, false, 80}, {0.64, false, 60},
                {0.5, false, 40}, {0.1, true, 60},  {0.08, true, 40}};
  QualityChooser chooser{kFrame, kFps};
  TimePoint now{1000s};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(quality_chooser, Fixture)

BOOST_AUTO_TEST_CASE(without_a_limit_the_movie_goes_out_as_it_is_and_late_frames_are_not_left_out) {
  BOOST_TEST(choose(std::nullopt).rung == 0U);
  BOOST_TEST(!choose(std::nullopt, 200ms).leaveOut);
  BOOST_TEST(!choose(150, 200ms).leaveOut);
  BOOST_TEST(!chooser.limited());
}

BOOST_AUTO_TEST_CASE(what_is_much_too_large_goes_down_at_once_and_up_step_by_step) {
  BOOST_TEST(choose(66).rung == 2U);  // 0.64 of 99.8
  BOOST_TEST(chooser.limited());
  BOOST_TEST(choose(200).rung == 2U);
  BOOST_TEST(rungAfter(200, 8) == 1U);
  BOOST_TEST(rungAfter(200, 8) == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_a_little_too_large_goes_down_when_frames_become_late) {
  BOOST_TEST(rungAfter(82, 10) == 0U);
  BOOST_TEST(choose(82, 25ms).rung == 1U);
}

BOOST_AUTO_TEST_CASE(between_two_steps_it_goes_to_and_fro_by_how_late_frames_are) {
  rungAfter(70, 1);
  BOOST_TEST(chooser.rung() == 2U);
  // 0.8 of the movie is 14 % more than is allowed: tried while nothing is late.
  BOOST_TEST(rungAfter(70, 14) == 1U);
  BOOST_TEST(choose(70, 10ms).rung == 1U);
  BOOST_TEST(choose(70, 25ms).rung == 2U);
  BOOST_TEST(rungAfter(70, 3) == 2U);
  BOOST_TEST(rungAfter(69, 20, 10ms) == 2U);
}

BOOST_AUTO_TEST_CASE(frames_are_left_out_before_pictures_become_half_as_large) {
  BOOST_TEST(choose(35).rung == 3U);  // 0.5 of the movie is 49.9
  BOOST_TEST(choose(35, 20ms).leaveOut == false);
  BOOST_TEST(choose(35, 40ms).leaveOut == true);
  rungAfter(25, 6, 25ms);
  BOOST_TEST(chooser.rung() == 4U);
  // Back only when there is some to spare.
  BOOST_TEST(rungAfter(35, 30) == 4U);
  BOOST_TEST(rungAfter(39, 30) == 3U);
  BOOST_TEST(choose(1).rung == 5U);
}

BOOST_AUTO_TEST_CASE(what_frames_really_come_to_counts) {
  choose(82);
  for (int i = 0; i < 50; ++i) chooser.onFrame(ladder, 0, 200'000);
  BOOST_TEST(chooser.bpsOf(ladder, 0) < 52e6);
  BOOST_TEST(rungAfter(60, 10) == 0U);
}

BOOST_AUTO_TEST_CASE(a_ladder_that_is_not_measured_yet_leaves_only_leaving_out) {
  ladder = Ladder(1);
  BOOST_TEST(choose(10, 20ms).rung == 0U);
  BOOST_TEST(choose(10, 40ms).leaveOut);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
