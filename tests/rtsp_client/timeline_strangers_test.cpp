// SPDX-License-Identifier: MIT
#include "libstream/rtp/packet.h"
#include "rtsp_client/timeline.h"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace zoetrope::client::test {
namespace {

constexpr std::uint32_t kFirst = 1000000;

struct Line {
  Timeline timeline{Dialect::Standard};
  std::vector<double> places;

  // Frames k/fps behind `first`, those that are new: their places.
  int take(int count, double fps, std::uint32_t first = kFirst) {
    int taken = 0;
    for (int k = 0; k < count; ++k) {
      playback::AssembledFrame frame;
      frame.complete = true;
      frame.rtpTimestamp = first + static_cast<std::uint32_t>(k * rtp::kVideoClockRate / fps);
      if (!timeline.take(frame)) continue;
      places.push_back(frame.npt);
      ++taken;
    }
    return taken;
  }
  PlayFacts facts(double from, std::uint32_t rtpTime) const {
    return {.from = from, .sequence = {}, .rtpTime = rtpTime};
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(timeline_strangers)

BOOST_AUTO_TEST_CASE(an_rtptime_that_is_far_from_the_packets_is_not_believed) {
  for (const std::uint32_t wrong : {0U, kFirst + 900000U, kFirst - 900000U}) {
    Line line;
    line.timeline.setFrameRate(25);
    line.timeline.onPlay(line.facts(2, wrong), 2.0);
    BOOST_TEST(line.take(20, 25) == 20);
    BOOST_TEST(line.places.front() == 2.0);
    BOOST_TEST(line.timeline.nextSeconds() == 2.8, boost::test_tools::tolerance(0.001));
  }
}

BOOST_AUTO_TEST_CASE(a_rate_below_the_real_one_loses_no_frame) {
  Line line;
  line.timeline.setFrameRate(25);
  line.timeline.onPlay(line.facts(0, kFirst), 0.0);
  BOOST_TEST(line.take(60, 30) == 60);
  for (std::size_t i = 1; i < line.places.size(); ++i) BOOST_TEST(line.places[i] > line.places[i - 1]);
  BOOST_TEST(line.timeline.nextSeconds() == 2.0, boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(at_the_joint_of_two_ranges_no_frame_comes_twice) {
  for (const std::uint32_t second : {kFirst, kFirst + 200000U}) {
    Line line;
    line.timeline.setFrameRate(25);
    line.timeline.onPlay(line.facts(0, kFirst), 0.0);
    BOOST_TEST(line.take(20, 25) == 20);
    // The server goes back to three frames before what was asked for.
    line.timeline.onPlay(line.facts(0.68, second), 0.8);
    BOOST_TEST(line.take(20, 25, second) == 17);
    BOOST_TEST(line.places[20] == 0.8, boost::test_tools::tolerance(0.001));
  }
}

BOOST_AUTO_TEST_CASE(what_was_on_its_way_of_the_range_before_keeps_its_place) {
  Line line;
  line.timeline.setFrameRate(25);
  line.timeline.onPlay(line.facts(0, kFirst), 0.0);
  line.take(20, 25);
  line.timeline.onPlay(line.facts(0.8, kFirst + 900000), 0.8);
  BOOST_TEST(line.take(2, 25, kFirst + 20 * 3600) == 2);
  BOOST_TEST(line.timeline.nextSeconds() == 0.88, boost::test_tools::tolerance(0.001));
  BOOST_TEST(line.take(10, 25, kFirst + 900000) == 8);
  BOOST_TEST(line.timeline.nextSeconds() == 1.2, boost::test_tools::tolerance(0.001));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
