// SPDX-License-Identifier: MIT
#include "libstream/playback/shown_rate.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::playback {

using namespace std::chrono_literals;

namespace {

struct Showing {
  // So many pictures, each that long after the one before.
  void show(int count, Duration apart) {
    for (int i = 0; i < count; ++i) {
      now += apart;
      rate.onShown(now);
    }
  }
  double perSecond(Duration later = {}) const { return rate.perSecond(now + later); }
  ShownRate rate;
  TimePoint now{1s};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(shown_rate)

BOOST_AUTO_TEST_CASE(it_is_known_from_the_second_picture_on_and_does_not_waver) {
  Showing s;
  BOOST_TEST(s.perSecond() == 0);
  s.show(1, 40ms);
  BOOST_TEST(s.perSecond() == 0);
  s.show(1, 40ms);
  for (int i = 0; i < 200; ++i) {
    for (const Duration later : {0ms, 20ms, 39ms})
      BOOST_TEST(s.perSecond(later) == 25, boost::test_tools::tolerance(1e-9));
    s.show(1, 40ms);
  }
}

BOOST_AUTO_TEST_CASE(pictures_that_are_left_out_are_not_counted) {
  Showing s;
  s.show(60, 40ms);
  for (int i = 0; i < 40; ++i) s.show(1, i % 2 == 0 ? 40ms : 80ms);
  BOOST_TEST(s.perSecond() == 1000.0 / 60, boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(it_falls_while_none_comes_to_nothing_at_last) {
  Showing s;
  s.show(100, 40ms);
  const double after = s.perSecond(500ms);
  BOOST_TEST(after < 21);
  BOOST_TEST(s.perSecond(1s) < after);
  BOOST_TEST(s.perSecond(2s) > 0);
  BOOST_TEST(s.perSecond(2001ms) == 0);
}

BOOST_AUTO_TEST_CASE(a_slow_movie_has_a_rate_between_its_pictures) {
  Showing s;
  s.show(3, 5s);
  BOOST_TEST(s.perSecond(4999ms) == 0.2, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(s.perSecond(11s) == 0);
}

BOOST_AUTO_TEST_CASE(a_rate_beyond_all_bounds_and_two_at_once_are_still_figures) {
  Showing s;
  s.show(2, 0ms);
  BOOST_TEST(s.perSecond() == 0);
  s.show(100'000, 10us);
  BOOST_TEST(s.perSecond() == 100'000, boost::test_tools::tolerance(1e-6));
  s.rate.clear();
  BOOST_TEST(s.perSecond() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::playback
