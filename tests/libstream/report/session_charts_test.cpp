// SPDX-License-Identifier: MIT
#include "libstream/report/session_charts.h"

#include "tests/libstream/report/sample_report.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>

namespace zoetrope::report::test {
namespace {

const Series* seriesNamed(const Chart& chart, std::string_view name) {
  for (const Series& series : chart.series)
    if (series.name == name) return &series;
  return nullptr;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(session_charts)

BOOST_AUTO_TEST_CASE(what_the_server_says_has_a_line_and_a_chart) {
  const auto charts = sessionCharts(narrowReport());
  BOOST_REQUIRE(charts.size() == 5);
  BOOST_TEST(charts[0].unit == "Mbit/s");
  const Series* allowed = seriesNamed(charts[0], "allowed");
  BOOST_REQUIRE(allowed);
  BOOST_TEST(std::isnan(allowed->values[0]));
  BOOST_TEST(allowed->values[1] == 120.0);
  BOOST_TEST(allowed->values[30] == 18.3);

  BOOST_TEST(charts[1].title == "Quality");
  const Series* shares = seriesNamed(charts[1], "sent");
  const Series* halved = seriesNamed(charts[1], "half size");
  BOOST_REQUIRE((shares && halved));
  BOOST_TEST(shares->values[10] == 100.0);
  BOOST_TEST(shares->values[30] == 22.0);
  BOOST_TEST(halved->values[25] == 0.0);
  BOOST_TEST(halved->values[26] == 22.0);
}

BOOST_AUTO_TEST_CASE(an_allowed_rate_far_above_what_came_is_cut_and_says_so) {
  SessionReport report = narrowReport();
  for (auto& sample : report.history) sample.counters.allowedRateBps = 2e9;
  const auto charts = sessionCharts(report);
  const Series* allowed = seriesNamed(charts[0], "allowed (the highest cut off)");
  BOOST_REQUIRE(allowed);
  BOOST_TEST(allowed->values[30] == 150.0);
}

BOOST_AUTO_TEST_CASE(while_nothing_comes_nothing_is_allowed) {
  SessionReport report = narrowReport();
  report.history[15].counters.bytesOnWire = report.history[14].counters.bytesOnWire;
  const auto charts = sessionCharts(report);
  BOOST_TEST(std::isnan(seriesNamed(charts[0], "allowed")->values[15]));
  BOOST_TEST(std::isnan(seriesNamed(charts[1], "sent")->values[15]));
}

BOOST_AUTO_TEST_CASE(of_a_server_that_says_nothing_there_is_neither) {
  SessionReport report = narrowReport();
  for (auto& sample : report.history) sample.counters.renditionSharePercent = sample.counters.allowedRateBps = 0;
  const auto charts = sessionCharts(report);
  BOOST_TEST(charts.size() == 4U);
  BOOST_TEST(!seriesNamed(charts[0], "allowed"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::report::test
