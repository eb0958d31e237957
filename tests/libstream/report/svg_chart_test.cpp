// SPDX-License-Identifier: MIT
#include "libstream/report/svg_chart.h"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

namespace zoetrope::report::test {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Chart chartWith(std::vector<double> values, Mark mark = Mark::Line) {
  return {"test", "Bit rate", "Mbit/s", "Nothing came.", {0, 1, 2, 3}, {{"on the wire", Hue::Good, mark, values}}};
}

std::size_t countOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(svg_chart)

BOOST_AUTO_TEST_CASE(steps_are_one_two_or_five) {
  BOOST_TEST(niceStep(100, 4) == 50);
  BOOST_TEST(niceStep(80, 4) == 20);
  BOOST_TEST(niceStep(4, 4) == 1);
  BOOST_TEST(std::abs(niceStep(0.7, 4) - 0.2) < 1e-9);
  BOOST_TEST(niceTimeStep(10, 10) == 1);
  BOOST_TEST(niceTimeStep(95, 10) == 10);
  BOOST_TEST(niceTimeStep(3600, 10) == 600);
  BOOST_TEST(niceTimeStep(86'400, 10) == 5 * 3600);
}

BOOST_AUTO_TEST_CASE(a_line_goes_from_corner_to_corner) {
  const std::string svg = svgChart(chartWith({0, 0, 0, 100}));
  // 56 to 656 across, 154 (nothing) up to 34 (the most).
  BOOST_TEST(has(svg, "M56.0,154.0 L256.0,154.0 L456.0,154.0 L656.0,34.0"));
  BOOST_TEST(has(svg, ">100</text>"));
  BOOST_TEST(has(svg, ">Bit rate, Mbit/s</text>"));
  BOOST_TEST(has(svg, ">on the wire</text>"));
  BOOST_TEST(has(svg, ">seconds since the session began</text>"));
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_a_gap) {
  const std::string svg = svgChart(chartWith({1, 2, kNan, 2}));
  BOOST_TEST(countOf(svg, "<path") == 1);
  BOOST_TEST(countOf(svg, "<circle") == 1);
  BOOST_TEST(!has(svg, "nan"));
}

BOOST_AUTO_TEST_CASE(bars_stand_on_each_other) {
  Chart chart = chartWith({kNan, 10, 0, 10}, Mark::Bars);
  chart.series.push_back({"late", Hue::Warning, Mark::HatchedBars, {kNan, 0, 0, 10}});
  const std::string svg = svgChart(chart);
  // The highest is 20: the last column's two are half the height each. There and back again.
  BOOST_TEST(has(svg, "M56.0,94.0 L256.0,94.0 L256.0,154.0 L456.0,154.0 L456.0,94.0 L656.0,94.0 L656.0,154.0"));
  BOOST_TEST(has(svg, "L456.0,34.0 L656.0,34.0 L656.0,94.0 L456.0,94.0"));
  BOOST_TEST(has(svg, "fill=\"url(#test-hatch)\""));
}

BOOST_AUTO_TEST_CASE(nothing_to_draw_is_said_in_words) {
  BOOST_TEST(has(svgChart(chartWith({0, 0, kNan, 0})), ">Nothing came.</text>"));
  Chart empty = chartWith({});
  empty.times.clear();
  BOOST_TEST(has(svgChart(empty), ">Nothing came.</text>"));
}

BOOST_AUTO_TEST_CASE(long_sessions_have_minutes_and_averages) {
  Chart chart = chartWith({});
  chart.times.clear();
  for (int i = 0; i <= 3600; ++i) {
    chart.times.push_back(i);
    chart.series[0].values.push_back(i % 2 == 0 ? 10 : 20);
  }
  const Chart thin = thinned(chart, 300);
  BOOST_TEST(thin.times.size() <= 300U);
  BOOST_TEST(thin.times.back() == 3600);
  BOOST_TEST(std::abs(thin.series[0].values[5] - 15) < 1.0);
  const std::string svg = svgChart(chart);
  BOOST_TEST(has(svg, ">10:00</text>"));
  BOOST_TEST(has(svg, ">minutes and seconds since the session began</text>"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::report::test
