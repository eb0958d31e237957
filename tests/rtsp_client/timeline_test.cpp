// SPDX-License-Identifier: MIT
#include "rtsp_client/timeline.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client::test {
namespace {

constexpr std::uint32_t kStep = 4500;  // 20 frames a second

playback::AssembledFrame frameAt(std::uint32_t timestamp) {
  playback::AssembledFrame frame;
  frame.complete = true;
  frame.rtpTimestamp = timestamp;
  return frame;
}

PlayFacts facts(double from, std::uint32_t rtpTime) {
  PlayFacts facts;
  facts.from = from;
  facts.rtpTime = rtpTime;
  return facts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(timeline)

BOOST_AUTO_TEST_CASE(frames_get_their_number_and_place_from_the_play_reply) {
  Timeline timeline(Dialect::Standard);
  timeline.setFrameRate(20);
  timeline.onPlay(facts(1, 1000), 1.0);
  auto frame = frameAt(1000 + 3 * kStep);
  BOOST_TEST(timeline.take(frame));
  BOOST_TEST(frame.number == 23);
  BOOST_TEST(frame.npt == 1.15, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(timeline.nextSeconds() == 1.2, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_frame_that_a_second_range_repeats_is_taken_once) {
  Timeline timeline(Dialect::Standard);
  timeline.setFrameRate(20);
  timeline.onPlay(facts(0, 0), 0.0);
  for (std::uint32_t i = 0; i < 5; ++i) {
    auto frame = frameAt(i * kStep);
    BOOST_TEST(timeline.take(frame));
  }
  // The server rounds down: its range begins with frame 4 again.
  timeline.onPlay(facts(0.2, 5 * kStep), 0.25);
  auto again = frameAt(5 * kStep);
  BOOST_TEST(!timeline.take(again));
  auto next = frameAt(6 * kStep);
  BOOST_TEST(timeline.take(next));
  BOOST_TEST(next.number == 5);
}

BOOST_AUTO_TEST_CASE(after_a_seek_back_earlier_frames_count_again) {
  Timeline timeline(Dialect::Standard);
  timeline.setFrameRate(20);
  timeline.onPlay(facts(5, 0), 5.0);
  auto late = frameAt(0);
  BOOST_TEST(timeline.take(late));
  timeline.forget();
  timeline.onPlay(facts(1, kStep), 1.0);
  auto early = frameAt(kStep);
  BOOST_TEST(timeline.take(early));
  BOOST_TEST(early.number == 20);
}

BOOST_AUTO_TEST_CASE(without_rtp_info_the_first_frame_is_where_was_asked) {
  Timeline timeline(Dialect::Standard);
  timeline.setFrameRate(20);
  timeline.onPlay({}, 2.0);
  auto frame = frameAt(987654);
  BOOST_TEST(timeline.take(frame));
  BOOST_TEST(frame.number == 40);
}

BOOST_AUTO_TEST_CASE(without_a_rate_the_timestamps_tell_it) {
  Timeline timeline(Dialect::Standard);
  timeline.onPlay(facts(0, 0), 0.0);
  auto first = frameAt(0);
  auto second = frameAt(9000);
  BOOST_TEST(timeline.take(first));
  BOOST_TEST(timeline.take(second));
  BOOST_TEST(timeline.frameSeconds() == 0.1, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(second.number == 1);
}

BOOST_AUTO_TEST_CASE(frames_before_the_ranges_first_timestamp_are_of_the_old_one) {
  Timeline timeline(Dialect::Standard);
  timeline.onPlay(facts(3, 0xfffffff0U), 3.0);
  BOOST_TEST(timeline.isOfOldRange(frameAt(0xffffff00U)));
  BOOST_TEST(!timeline.isOfOldRange(frameAt(0xfffffff0U)));
  BOOST_TEST(!timeline.isOfOldRange(frameAt(16)));
}

BOOST_AUTO_TEST_CASE(course_frames_count_from_1) {
  Timeline timeline(Dialect::Course);
  playback::AssembledFrame frame;
  frame.number = 21;
  BOOST_TEST(timeline.take(frame));
  BOOST_TEST(frame.npt == 1.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_movie_that_starts_again_counts_on) {
  Timeline timeline(Dialect::Standard);
  timeline.setFrameRate(20);
  timeline.setLoop(2);
  timeline.onPlay(facts(0, 0), 0.0);
  for (std::uint32_t i = 0; i < 95; ++i) {
    auto frame = frameAt(i * kStep);
    BOOST_TEST(timeline.take(frame));
    BOOST_TEST(frame.number == i);
  }
  BOOST_TEST(timeline.placeInRound(timeline.nextSeconds()) == 0.75, boost::test_tools::tolerance(1e-9));
  // Paused and gone on with in the third round, which the server knows nothing of; it rounds down.
  timeline.onPlay(facts(0.7, 1000000), 0.75);
  auto again = frameAt(1000000);
  BOOST_TEST(!timeline.take(again));
  auto next = frameAt(1000000 + kStep);
  BOOST_TEST(timeline.take(next));
  BOOST_TEST(next.number == 95);
  BOOST_TEST(next.npt == 4.75, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_place_of_a_movie_that_starts_again_is_found_in_the_round_that_is_held) {
  Timeline timeline(Dialect::Standard);
  timeline.setFrameRate(20);
  BOOST_TEST(timeline.roundFrom(0.5, 7) == 0.5);
  timeline.setLoop(2);
  BOOST_TEST(timeline.roundFrom(0.5, -1) == 0.5);
  BOOST_TEST(timeline.roundFrom(0.5, 6.5) == 6.5, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(timeline.roundFrom(0.5, 6.6) == 8.5, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_day_of_playing_has_its_places) {
  Timeline timeline(Dialect::Standard);
  timeline.setFrameRate(20);
  timeline.onPlay(facts(0, 0), 0.0);
  for (std::int64_t second = 0; second <= 24 * 3600; ++second) {
    auto frame = frameAt(static_cast<std::uint32_t>(second * 90000));
    BOOST_REQUIRE(timeline.take(frame));
    BOOST_REQUIRE(frame.number == second * 20);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
