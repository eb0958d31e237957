// SPDX-License-Identifier: MIT
#include "rtsp_client/window/cache_text.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client {
namespace {

CacheStatus cacheOf(CacheStatus::Doing doing, int held, int target) {
  CacheStatus cache;
  cache.doing = doing;
  cache.held = held;
  cache.target = target;
  cache.heldTime = std::chrono::milliseconds(470);
  return cache;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cache_text)

BOOST_AUTO_TEST_CASE(the_bars_right_end_is_the_target) {
  using Doing = CacheStatus::Doing;
  BOOST_TEST(filledShare(cacheOf(Doing::Filling, 5, 20)) == 0.25);
  BOOST_TEST(filledShare(cacheOf(Doing::Full, 20, 20)) == 1.0);
}

BOOST_AUTO_TEST_CASE(more_than_the_target_is_full) {
  BOOST_TEST(filledShare(cacheOf(CacheStatus::Doing::Playing, 23, 20)) == 1.0);
}

BOOST_AUTO_TEST_CASE(a_cache_that_is_off_fills_nothing) {
  BOOST_TEST(filledShare(cacheOf(CacheStatus::Doing::Off, 3, 0)) == 0.0);
  BOOST_TEST(filledShare(cacheOf(CacheStatus::Doing::Off, -3, 20)) == 0.0);
}

BOOST_AUTO_TEST_CASE(a_sentence_says_frames_seconds_and_what_it_does) {
  BOOST_TEST(cacheSentence(cacheOf(CacheStatus::Doing::Filling, 14, 20)) == "Cache: 14 of 20 frames, 0.47 s, filling");
}

BOOST_AUTO_TEST_CASE(a_target_that_was_cut_says_why) {
  CacheStatus cache = cacheOf(CacheStatus::Doing::Full, 14, 14);
  cache.cut = "256 MB";
  BOOST_TEST(cacheSentence(cache) == "Cache: 14 of 14 frames, 0.47 s, full (256 MB)");
}

BOOST_AUTO_TEST_CASE(nothing_is_called_full_that_is_not) {
  BOOST_TEST(doingText(cacheOf(CacheStatus::Doing::Full, 20, 20)) == "full");
  BOOST_TEST(doingText(cacheOf(CacheStatus::Doing::Full, 17, 20)) == "holding");
}

BOOST_AUTO_TEST_CASE(off_and_empty_are_two_things) {
  BOOST_TEST(doingText(cacheOf(CacheStatus::Doing::Off, 0, 20)) == "empty");
  BOOST_TEST(cacheSentence(cacheOf(CacheStatus::Doing::Off, 0, 0)) == "Cache: off");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
