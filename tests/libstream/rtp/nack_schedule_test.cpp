// SPDX-License-Identifier: MIT
#include "libstream/rtp/nack_schedule.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtp {

using namespace std::chrono_literals;
using Numbers = std::vector<std::uint16_t>;

namespace {

constexpr TimePoint kStart{1s};

struct Asker {
  Numbers due(TimePoint when) { return schedule.due(gaps, reordering, when); }
  // Turns the time to where it asks next.
  Numbers next() {
    now = *schedule.nextTime();
    return due(now);
  }
  NackSchedule schedule;
  std::vector<Gap> gaps;
  Duration reordering{};
  TimePoint now = kStart;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(nack_schedule)

BOOST_AUTO_TEST_CASE(a_gap_is_asked_for_as_soon_as_it_is_certain) {
  Asker a;
  a.gaps = {{65534, 3, kStart}};
  BOOST_TEST(a.due(kStart).empty());
  const Numbers asked = a.next();
  BOOST_TEST(asked == (Numbers{65534, 65535, 0}), boost::test_tools::per_element());
  BOOST_TEST((a.now - kStart <= 5ms));
  BOOST_TEST(a.schedule.asked() == 3U);
}

BOOST_AUTO_TEST_CASE(a_path_that_reorders_is_given_the_time_it_takes) {
  Asker a;
  a.reordering = 20ms;
  a.gaps = {{10, 1, kStart}};
  BOOST_TEST(a.due(kStart + 20ms).empty());
  BOOST_TEST(a.next().size() == 1U);
  BOOST_TEST((a.now >= kStart + 20ms && a.now < kStart + 30ms));
}

BOOST_AUTO_TEST_CASE(it_asks_again_when_the_answer_should_have_come_and_less_and_less_often) {
  Asker a;
  a.gaps = {{10, 1, kStart}};
  a.due(kStart);
  a.next();
  a.schedule.onAnswer(10, a.now + 20ms);
  BOOST_REQUIRE(a.schedule.roundTrip());
  BOOST_TEST((*a.schedule.roundTrip() == 20ms));

  a.gaps = {{11, 1, kStart + 1s}};
  a.due(kStart + 1s);
  a.next();
  Duration last{};
  for (int i = 0; i < 4; ++i) {
    const TimePoint before = a.now;
    BOOST_TEST(a.next().size() == 1U);
    BOOST_TEST((a.now - before >= 20ms && a.now - before > last));
    last = a.now - before;
  }
}

BOOST_AUTO_TEST_CASE(what_came_or_was_given_up_is_asked_for_no_more) {
  Asker a;
  a.gaps = {{10, 5, kStart}};
  a.due(kStart);
  a.next();
  a.gaps = {{12, 1, kStart}};
  BOOST_TEST(a.next() == Numbers{12}, boost::test_tools::per_element());
  a.gaps.clear();
  BOOST_TEST(a.due(a.now + 10s).empty());
  BOOST_TEST(!a.schedule.nextTime());
}

BOOST_AUTO_TEST_CASE(an_answer_to_one_of_two_askings_never_makes_the_round_trip_longer) {
  Asker a;
  a.schedule.suggestRoundTrip(10ms);
  a.gaps = {{10, 1, kStart}, {20, 1, kStart}};
  a.due(kStart);
  a.next();
  a.schedule.onAnswer(10, a.now + 10ms);
  a.gaps = {{20, 1, kStart}};
  a.next();
  a.schedule.onAnswer(20, a.now + 100ms);
  BOOST_TEST((*a.schedule.roundTrip() == 10ms));
  a.schedule.onAnswer(99, a.now);  // never asked for
  BOOST_TEST((*a.schedule.roundTrip() == 10ms));
}

BOOST_AUTO_TEST_CASE(a_second_answer_shows_that_the_first_one_took_so_long) {
  Asker a;
  a.schedule.suggestRoundTrip(0ms);
  a.gaps = {{10, 1, kStart}};
  a.due(kStart);
  a.next();
  const TimePoint first = a.now;
  a.next();
  a.next();
  a.schedule.onAnswer(10, first + 40ms);
  BOOST_TEST(!a.schedule.roundTrip());
  a.schedule.onAnswer(10, first + 48ms);
  BOOST_REQUIRE(a.schedule.roundTrip());
  BOOST_TEST((*a.schedule.roundTrip() == 40ms));
  a.schedule.onAnswer(10, first + 70ms);
  BOOST_TEST((*a.schedule.roundTrip() == 40ms));
}

BOOST_AUTO_TEST_CASE(a_loss_beyond_all_bounds_is_followed_within_its_own) {
  Asker a;
  a.gaps = {{0, 12000, kStart}};
  a.due(kStart);
  std::size_t asked = 0;
  for (std::size_t round = 0; round < NackSchedule::kMaxPending / NackSchedule::kMostAtOnce; ++round) {
    const std::size_t some = a.next().size();
    BOOST_TEST(some == NackSchedule::kMostAtOnce);
    asked += some;
  }
  BOOST_TEST(asked == NackSchedule::kMaxPending);
  BOOST_TEST((*a.schedule.nextTime() > a.now));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::rtp
