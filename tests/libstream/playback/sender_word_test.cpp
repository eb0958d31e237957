// SPDX-License-Identifier: MIT
#include "libstream/playback/sender_word.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::playback {

namespace {

rtcp::SenderState skipping(std::uint32_t frames) {
  rtcp::SenderState state;
  state.framesSkipped = frames;
  return state;
}

// What is counted where the times tell so many.
std::uint64_t leftOut(const SenderWord& word, std::uint64_t byTimes) {
  Counters counters;
  counters.framesSkippedBySender = byTimes;
  word.report(counters);
  return counters.framesSkippedBySender;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sender_word)

BOOST_AUTO_TEST_CASE(what_the_sender_says_stands_among_the_counters) {
  SenderWord word;
  word.restart(0);
  word.take({1, 4, 12, 410, true, true, 18'300, 34});
  Counters counters;
  word.report(counters);
  BOOST_TEST(counters.renditionRung == 4U);
  BOOST_TEST(counters.renditionRungs == 12U);
  BOOST_TEST(counters.renditionSharePercent == 41.0);
  BOOST_TEST(counters.renditionHalfSize == 1U);
  BOOST_TEST(counters.limitedByNetwork == 1U);
  BOOST_TEST(counters.allowedRateBps == 18.3e6);
  BOOST_TEST(counters.framesSkippedBySender == 34U);
}

BOOST_AUTO_TEST_CASE(a_sender_that_says_nothing_leaves_everything_unknown_but_what_its_times_tell) {
  SenderWord word;
  word.restart(0);
  Counters counters;
  counters.framesSkippedBySender = 7;
  word.report(counters);
  BOOST_TEST(counters.renditionRungs == 0U);
  BOOST_TEST(counters.allowedRateBps == 0.0);
  BOOST_TEST(counters.framesSkippedBySender == 7U);
}

BOOST_AUTO_TEST_CASE(the_senders_word_wins_over_its_times_and_takes_nothing_back) {
  SenderWord word;
  word.restart(0);
  word.take(skipping(10));
  BOOST_TEST(leftOut(word, 12) == 10U);
  BOOST_TEST(leftOut(word, 0) == 10U);
  word.take(skipping(8));
  BOOST_TEST(leftOut(word, 12) == 10U);
}

BOOST_AUTO_TEST_CASE(sessions_add_up_whoever_tells_what_was_left_out) {
  SenderWord word;
  word.restart(0);
  word.take(skipping(10));
  word.restart(12);
  BOOST_TEST(leftOut(word, 12) == 10U);
  BOOST_TEST(leftOut(word, 15) == 13U);
  word.take(skipping(4));
  BOOST_TEST(leftOut(word, 15) == 14U);
  word.restart(15);
  BOOST_TEST(leftOut(word, 15) == 14U);
}

BOOST_AUTO_TEST_CASE(another_session_forgets_the_rendition_of_the_one_before) {
  SenderWord word;
  word.take({1, 4, 12, 410, true, true, 18'300, 34});
  word.restart(0);
  Counters counters;
  word.report(counters);
  BOOST_TEST(counters.renditionRungs == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::playback
