// SPDX-License-Identifier: MIT
#include "rtsp_client/window/network_charts.h"

#include "rtsp_client/window/network_table.h"

#include <boost/test/unit_test.hpp>

#include <string_view>

namespace zoetrope::client {
namespace {

using playback::Counters;
using playback::HistorySample;

// 100 Mbit/s, 50 packets recovered and 1 lost each second.
std::vector<HistorySample> session(int seconds) {
  std::vector<HistorySample> samples;
  for (int i = 0; i <= seconds; ++i) {
    Counters counters;
    counters.bitRateBps = 100e6;
    counters.usefulBitRateBps = 95e6;
    counters.packetsRecovered = static_cast<std::uint64_t>(50 * i);
    counters.packetsLost = static_cast<std::uint64_t>(i);
    counters.cacheFrames = 14;
    counters.cacheTarget = 20;
    counters.delayMs = 687;
    samples.push_back({static_cast<double>(i), counters});
  }
  return samples;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(network_charts)

BOOST_AUTO_TEST_CASE(every_series_is_a_counter_that_there_is) {
  for (const NetworkChart chart : kNetworkCharts) {
    for (const ChartSeries& series : specOf(chart).series)
      BOOST_TEST(counterNamed(series.counter).name == std::string_view(series.counter));
  }
}

BOOST_AUTO_TEST_CASE(the_series_of_a_chart_look_different_without_their_colours) {
  for (const NetworkChart chart : kNetworkCharts) {
    const auto series = specOf(chart).series;
    for (std::size_t a = 0; a < series.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) BOOST_TEST((series[a].look != series[b].look));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_counted_is_drawn_by_the_second_and_what_is_measured_as_it_is) {
  const auto samples = session(10);
  const auto packets = pointsOf(NetworkChart::Packets, samples);
  BOOST_TEST(packets[0].back().value.value() == 1.0);
  BOOST_TEST(packets[2].back().value.value() == 50.0);
  BOOST_TEST(pointsOf(NetworkChart::BitRate, samples)[0].front().value.value() == 100.0);
  BOOST_TEST(packets[0].back().ago == 0.0);
  BOOST_TEST(packets[0].front().ago == 10.0);
}

BOOST_AUTO_TEST_CASE(a_minute_and_what_leads_into_it_is_drawn) {
  const auto points = pointsOf(NetworkChart::BitRate, session(100))[0];
  BOOST_TEST(points.front().ago == 60.0);
  BOOST_TEST(points.size() == 61U);
}

BOOST_AUTO_TEST_CASE(times_that_were_not_measured_and_a_cache_that_is_off_are_gaps) {
  auto samples = session(1);
  BOOST_TEST(!pointsOf(NetworkChart::Delay, samples)[1].back().value);
  samples.back().counters.cacheTarget = 0;
  BOOST_TEST(!pointsOf(NetworkChart::Cache, samples)[0].back().value);
  BOOST_TEST(pointsOf(NetworkChart::Cache, samples)[0].front().value.value() == 14.0);
}

BOOST_AUTO_TEST_CASE(a_session_that_begins_anew_has_no_growth_below_0) {
  auto samples = session(2);
  samples.back().counters.packetsRecovered = 3;
  BOOST_TEST(pointsOf(NetworkChart::Packets, samples)[2].back().value.value() == 0.0);
}

BOOST_AUTO_TEST_CASE(figures_keep_their_digits) {
  BOOST_TEST(figureText(NetworkChart::BitRate, 98.44) == "98.4");
  BOOST_TEST(figureText(NetworkChart::BitRate, 0.25) == "0.25");
  BOOST_TEST(figureText(NetworkChart::Packets, 449.6) == "450");
  BOOST_TEST(figureText(NetworkChart::Packets, 0.4) == "1");
  BOOST_TEST(figureText(NetworkChart::Packets, 0.0) == "0");
  BOOST_TEST(figureText(NetworkChart::Delay, 0.24) == "0.2");
  BOOST_TEST(figureText(NetworkChart::Delay, 0.02) == "0.1");
  BOOST_TEST(figureText(NetworkChart::Delay, 687.2) == "687");
  BOOST_TEST(figureText(NetworkChart::Delay, {}) == "\u2013");
}

BOOST_AUTO_TEST_CASE(a_screen_reader_hears_the_present_values) {
  const auto samples = session(5);
  const Counters& now = samples.back().counters;
  BOOST_TEST(chartSentence(NetworkChart::BitRate, samples, now) ==
             "Bit rate: on the wire 100.0 Mbit/s, useful 95.0 Mbit/s");
  BOOST_TEST(chartSentence(NetworkChart::Packets, samples, now) == "Packets a second: lost 1, late 0, recovered 50");
  BOOST_TEST(chartSentence(NetworkChart::Delay, samples, now) == "Delay: to the screen 687 ms, round trip unknown");
}

BOOST_AUTO_TEST_CASE(what_the_server_does_not_say_has_no_place_in_the_charts) {
  const auto samples = session(5);
  const auto points = pointsOf(NetworkChart::BitRate, samples);
  BOOST_TEST(isThere(specOf(NetworkChart::BitRate).series[1], points[1]));
  BOOST_TEST(!isThere(specOf(NetworkChart::BitRate).series[2], points[2]));
  BOOST_TEST(reachOf(NetworkChart::BitRate, points) == 100.0);
}

BOOST_AUTO_TEST_CASE(what_the_server_allows_and_sends_is_shown_while_something_comes) {
  auto samples = session(5);
  for (HistorySample& sample : samples) {
    sample.counters.allowedRateBps = 120e6;
    sample.counters.renditionSharePercent = 41;
    sample.counters.renditionRungs = 12;
  }
  samples[2].counters.bitRateBps = 0;
  const auto allowed = pointsOf(NetworkChart::BitRate, samples)[2];
  BOOST_TEST(isThere(specOf(NetworkChart::BitRate).series[2], allowed));
  BOOST_TEST(allowed.back().value.value() == 120.0);
  BOOST_TEST(!allowed[2].value);
  const Counters& now = samples.back().counters;
  BOOST_TEST(chartSentence(NetworkChart::BitRate, samples, now) ==
             "Bit rate: on the wire 100.0 Mbit/s, useful 95.0 Mbit/s, allowed 120.0 Mbit/s");
  BOOST_TEST(chartSentence(NetworkChart::Quality, samples, now) == "Quality: of the movie's bytes 41 %");
}

BOOST_AUTO_TEST_CASE(a_network_with_far_more_room_than_is_used_does_not_make_the_rest_small) {
  auto samples = session(5);
  for (HistorySample& sample : samples) sample.counters.allowedRateBps = 120e6;
  BOOST_TEST(reachOf(NetworkChart::BitRate, pointsOf(NetworkChart::BitRate, samples)) == 120.0);
  for (HistorySample& sample : samples) sample.counters.allowedRateBps = 2e9;
  BOOST_TEST(reachOf(NetworkChart::BitRate, pointsOf(NetworkChart::BitRate, samples)) == 150.0);
}

BOOST_AUTO_TEST_CASE(before_the_first_second_is_over_nothing_is_known_by_the_second) {
  BOOST_TEST(!presentOf(NetworkChart::Packets, 0, {}, Counters()));
  BOOST_TEST(pointsOf(NetworkChart::Packets, {})[0].empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
