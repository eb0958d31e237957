// SPDX-License-Identifier: MIT
#include "libstream/rtp/media_clock.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtp {

namespace {

const TimePoint kStart{std::chrono::seconds(10)};
constexpr auto kMs = std::chrono::milliseconds(1);

}  // namespace

BOOST_AUTO_TEST_CASE(each_slot_is_one_step_over_pause_and_wrap) {
  MediaClock clock(30, 0xFFFFFFFF - 2999);
  clock.start(kStart);
  BOOST_TEST(clock.takeSlot() == 0xFFFFFFFFu - 2999);
  BOOST_TEST(clock.takeSlot() == 0u);
  clock.stop();
  BOOST_TEST(clock.nextTimestamp() == 3000u);
  clock.start(kStart + std::chrono::hours(1));
  BOOST_TEST(clock.takeSlot() == 3000u);
}

BOOST_AUTO_TEST_CASE(slots_are_due_one_interval_apart_from_the_start) {
  MediaClock clock(20, 0);
  clock.start(kStart);
  BOOST_TEST((clock.nextDue() == kStart));
  clock.takeSlot();
  BOOST_TEST((clock.nextDue() == kStart + 50 * kMs));
  clock.start(kStart + 1000 * kMs);
  BOOST_TEST((clock.nextDue() == kStart + 1000 * kMs));
  clock.takeSlot();
  BOOST_TEST((clock.nextDue() == kStart + 1050 * kMs));
}

BOOST_AUTO_TEST_CASE(speed_brings_moments_closer_but_not_timestamps) {
  MediaClock clock(20, 100);
  clock.start(kStart, 2.0);
  BOOST_TEST(clock.takeSlot() == 100u);
  BOOST_TEST((clock.nextDue() == kStart + 25 * kMs));
  BOOST_TEST((clock.interval() == 25 * kMs));
  BOOST_TEST(clock.takeSlot() == 4600u);
}

BOOST_AUTO_TEST_CASE(steps_that_are_no_whole_ticks_do_not_drift) {
  MediaClock clock(29.97, 0);
  clock.start(kStart);
  for (int i = 0; i < 2997; ++i) clock.takeSlot();
  BOOST_TEST(clock.nextTimestamp() == 100u * 90000);
}

BOOST_AUTO_TEST_CASE(a_sender_report_while_playing_says_the_time_of_now_and_while_stopped_of_the_last_slot) {
  MediaClock clock(20, 1000);
  BOOST_TEST(clock.timestampAt(kStart) == 1000u);
  clock.start(kStart);
  clock.takeSlot();
  BOOST_TEST(clock.timestampAt(kStart + 10 * kMs) == 1900u);
  clock.takeSlot();
  clock.stop();
  BOOST_TEST(clock.timestampAt(kStart + 900 * kMs) == 5500u);
  clock.start(kStart + 1000 * kMs);
  BOOST_TEST(clock.timestampAt(kStart + 1000 * kMs) == clock.nextTimestamp());
}

BOOST_AUTO_TEST_CASE(a_sender_that_fell_behind_goes_on_from_now) {
  MediaClock clock(20, 0);
  clock.start(kStart);
  clock.takeSlot();
  clock.delayTo(kStart + 500 * kMs);
  BOOST_TEST((clock.nextDue() == kStart + 500 * kMs));
  BOOST_TEST(clock.takeSlot() == 4500u);
}

}  // namespace zoetrope::rtp
