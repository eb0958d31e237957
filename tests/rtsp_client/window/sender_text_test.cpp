// SPDX-License-Identifier: MIT
#include "rtsp_client/window/sender_text.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client {
namespace {

playback::Counters reduced() {
  playback::Counters counters;
  counters.renditionRung = 4;
  counters.renditionRungs = 12;
  counters.renditionSharePercent = 41.2;
  counters.limitedByNetwork = 1;
  counters.allowedRateBps = 18.3e6;
  counters.framesSkippedBySender = 34;
  return counters;
}

playback::Counters whole() {
  playback::Counters counters;
  counters.renditionRungs = 12;
  counters.renditionSharePercent = 100;
  return counters;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sender_text)

BOOST_AUTO_TEST_CASE(a_server_that_says_nothing_leaves_nothing_to_show) {
  playback::Counters counters;
  counters.framesSkippedBySender = 3;
  BOOST_TEST(!saysRendition(counters));
  BOOST_TEST(!isReduced(counters));
  for (const auto& text : {renditionText(counters), stepText(counters), leftOutText(counters), reducedText(counters),
                           shortReducedText(counters)})
    BOOST_TEST(text.empty());
}

BOOST_AUTO_TEST_CASE(the_movie_as_it_is_is_full_quality) {
  BOOST_TEST(renditionText(whole()) == "full quality");
  BOOST_TEST(stepText(whole()) == "0 of 11");
  BOOST_TEST(leftOutText(whole()) == "nothing");
  BOOST_TEST(reducedText(whole()).empty());
}

BOOST_AUTO_TEST_CASE(a_smaller_rendition_is_told_by_its_share_and_its_step) {
  BOOST_TEST(renditionText(reduced()) == "41 % of the movie's bytes, step 4 of 11");
  BOOST_TEST(stepText(reduced()) == "4 of 11");
  BOOST_TEST(leftOutText(reduced()) == "34 frames, by the server");
  BOOST_TEST(reducedText(reduced()) == "reduced quality, the network allows 18 Mbit/s");
  BOOST_TEST(shortReducedText(reduced()) == "reduced quality, 18 Mbit/s allowed");
}

BOOST_AUTO_TEST_CASE(half_the_size_is_said_first) {
  auto counters = reduced();
  counters.renditionRung = 10;
  counters.renditionSharePercent = 4.25;
  counters.renditionHalfSize = 1;
  counters.allowedRateBps = 4.25e6;
  counters.framesSkippedBySender = 1;
  BOOST_TEST(renditionText(counters) == "half size, 4.3 % of the bytes, step 10 of 11");
  BOOST_TEST(stepText(counters) == "10 of 11, half size");
  BOOST_TEST(leftOutText(counters) == "1 frame, by the server");
  BOOST_TEST(reducedText(counters) == "half-size picture, the network allows 4.3 Mbit/s");
}

BOOST_AUTO_TEST_CASE(what_is_reduced_for_another_reason_is_not_the_networks) {
  auto counters = reduced();
  counters.limitedByNetwork = 0;
  BOOST_TEST(reducedText(counters) == "reduced quality");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
