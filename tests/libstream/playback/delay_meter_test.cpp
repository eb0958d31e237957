// SPDX-License-Identifier: MIT
#include "libstream/playback/delay_meter.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::playback {

using namespace std::chrono_literals;

namespace {

constexpr TimePoint kStart{100s};

// Sent every 40 ms from kStart on.
AssembledFrame frameOf(int index, Duration transit) {
  AssembledFrame frame;
  frame.rtpTimestamp = 0xFFFFFF00U + static_cast<std::uint32_t>(index) * 3600;
  frame.firstArrival = kStart + index * 40ms + transit;
  return frame;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(delay_meter)

BOOST_AUTO_TEST_CASE(a_delay_is_counted_from_the_fastest_way) {
  DelayMeter meter;
  meter.restart(kStart, true);
  for (int i = 0; i < 400; ++i) {
    const AssembledFrame frame = frameOf(i, i % 5 == 0 ? 10ms : 25ms);
    meter.onArrival(frame);
    meter.onShown(frame, kStart + i * 40ms + 90ms);
  }
  BOOST_REQUIRE(meter.delay());
  // 90 ms after the sending, of which the fastest way takes 10.
  BOOST_TEST((*meter.delay() > 79ms && *meter.delay() < 81ms));
}

BOOST_AUTO_TEST_CASE(what_came_before_the_last_play_or_faster_than_real_time_is_not_measured) {
  DelayMeter meter;
  meter.onShown(frameOf(0, 10ms), kStart + 1s);
  meter.restart(kStart, false);
  meter.onArrival(frameOf(0, 10ms));
  meter.onShown(frameOf(0, 10ms), kStart + 1s);
  meter.restart(kStart + 1s, true);
  meter.onArrival(frameOf(1, 10ms));
  meter.onShown(frameOf(1, 10ms), kStart + 2s);
  BOOST_TEST(!meter.delay());
}

BOOST_AUTO_TEST_CASE(a_way_that_became_longer_is_learnt) {
  DelayMeter meter;
  meter.restart(kStart, true);
  for (int i = 0; i < 1000; ++i) {
    const Duration transit = i < 100 ? 10ms : 60ms;
    meter.onArrival(frameOf(i, transit));
    meter.onShown(frameOf(i, transit), kStart + i * 40ms + transit + 30ms);
  }
  BOOST_TEST((*meter.delay() > 29ms && *meter.delay() < 31ms));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::playback
