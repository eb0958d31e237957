// SPDX-License-Identifier: MIT
#include "rtsp_client/window/chart_geometry.h"

#include <boost/test/unit_test.hpp>

#include <limits>

namespace zoetrope::client {

static std::ostream& operator<<(std::ostream& out, const ValueAxis& axis) {
  return out << axis.top << " by " << axis.step;
}
static std::ostream& operator<<(std::ostream& out, PlotPoint point) { return out << point.x << ',' << point.y; }
static std::ostream& operator<<(std::ostream& out, StackPart part) { return out << part.top << ".." << part.bottom; }

namespace {

constexpr PlotSize kPlot{600, 100};
constexpr ValueAxis kHundred{100, 50};

ChartPoints points(std::initializer_list<ChartPoint> list) { return list; }

}  // namespace

BOOST_AUTO_TEST_SUITE(chart_geometry)

BOOST_AUTO_TEST_CASE(an_axis_has_a_round_top_and_two_or_three_ticks) {
  for (double largest = 0.011; largest < 1e9; largest *= 1.37) {
    const ValueAxis axis = axisFor(largest, 0);
    BOOST_TEST(axis.top >= largest * 0.999);
    BOOST_TEST(axis.top <= largest * 1.7);
    const auto ticks = ticksOf(axis);
    BOOST_TEST(ticks.size() >= 3U);
    BOOST_TEST(ticks.size() <= 4U);
    BOOST_TEST(ticks.back() == axis.top, boost::test_tools::tolerance(1e-9));
  }
  BOOST_TEST(axisFor(98.4, 1) == (ValueAxis{100, 50}));
  BOOST_TEST(axisFor(21, 1) == (ValueAxis{30, 10}));
}

BOOST_AUTO_TEST_CASE(an_axis_is_never_shorter_than_its_least_and_never_endless) {
  BOOST_TEST(axisFor(0, 10) == (ValueAxis{10, 5}));
  BOOST_TEST(axisFor(0, 0) == (ValueAxis{1, 0.5}));
  BOOST_TEST(axisFor(std::numeric_limits<double>::infinity(), 10) == (ValueAxis{10, 5}));
}

BOOST_AUTO_TEST_CASE(an_axis_stays_while_a_third_of_it_is_used) {
  BOOST_TEST(axisFor(40, 1, kHundred) == kHundred);
  BOOST_TEST(axisFor(100, 1, kHundred) == kHundred);
  BOOST_TEST(axisFor(20, 1, kHundred) == (ValueAxis{20, 10}));
  BOOST_TEST(axisFor(101, 1, kHundred) == (ValueAxis{150, 50}));
}

BOOST_AUTO_TEST_CASE(ticks_have_as_many_digits_as_their_step_needs) {
  BOOST_TEST(tickText(0, kHundred) == "0");
  BOOST_TEST(tickText(50, kHundred) == "50");
  BOOST_TEST(tickText(1, {1, 0.5}) == "1.0");
  BOOST_TEST(tickText(0.05, {0.1, 0.05}) == "0.05");
}

BOOST_AUTO_TEST_CASE(the_present_is_at_the_right_and_the_top_at_0) {
  BOOST_TEST(xOf(0, kPlot) == 600);
  BOOST_TEST(xOf(30, kPlot) == 300);
  BOOST_TEST(xOf(75, kPlot) == 0);
  BOOST_TEST(yOf(0, kHundred, kPlot) == 100);
  BOOST_TEST(yOf(75, kHundred, kPlot) == 25);
  BOOST_TEST(yOf(175, kHundred, kPlot) == 0);
}

BOOST_AUTO_TEST_CASE(a_line_breaks_where_nothing_is_known) {
  const auto lines = linesOf(points({{4, 10}, {3, 20}, {2, {}}, {1, 30}, {0, 40}}), kHundred, kPlot);
  BOOST_REQUIRE(lines.size() == 2U);
  BOOST_TEST(lines[0].size() == 2U);
  BOOST_TEST(lines[1].front() == (PlotPoint{590, 70}));
  BOOST_TEST(lines[1].back() == (PlotPoint{600, 60}));
}

BOOST_AUTO_TEST_CASE(a_line_breaks_where_samples_are_missing) {
  const auto lines = linesOf(points({{9, 10}, {8, 20}, {3, 30}, {2, 40}, {1, 40}}), kHundred, kPlot);
  BOOST_TEST(lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_session_that_is_kept_coarsely_has_whole_lines) {
  const auto lines = linesOf(points({{8, 10}, {4, 20}, {0, 30}}), kHundred, kPlot);
  BOOST_TEST(lines.size() == 1U);
}

BOOST_AUTO_TEST_CASE(one_known_value_is_a_line_of_one_point) {
  const auto lines = linesOf(points({{2, {}}, {1, 5}, {0, {}}}), kHundred, kPlot);
  BOOST_REQUIRE(lines.size() == 1U);
  BOOST_TEST(lines[0].size() == 1U);
  BOOST_TEST(linesOf({}, kHundred, kPlot).empty());
}

BOOST_AUTO_TEST_CASE(parts_stand_one_upon_the_other_from_the_sample_before) {
  const ChartPoints parts[] = {points({{2, 0}, {1, 10}}), points({{2, 0}, {1, 20}}), points({{2, 0}, {1, 30}})};
  const auto columns = columnsOf(parts, kHundred, kPlot);
  BOOST_REQUIRE(columns.size() == 1U);
  BOOST_TEST(columns[0].left == 580);
  BOOST_TEST(columns[0].right == 590);
  BOOST_TEST(columns[0].parts[0] == (StackPart{90, 100}));
  BOOST_TEST(columns[0].parts[1] == (StackPart{70, 90}));
  BOOST_TEST(columns[0].parts[2] == (StackPart{40, 70}));
  BOOST_TEST(largestStack(parts) == 60);
}

BOOST_AUTO_TEST_CASE(one_lost_packet_beside_thousands_is_seen) {
  const ChartPoints parts[] = {points({{2, 0}, {1, 1}}), points({{2, 0}, {1, 0}}), points({{2, 0}, {1, 9000}})};
  const auto columns = columnsOf(parts, axisFor(largestStack(parts), 10), kPlot);
  BOOST_TEST(columns[0].parts[0] == (StackPart{98, 100}));
  BOOST_TEST(columns[0].parts[1].empty());
}

BOOST_AUTO_TEST_CASE(no_samples_have_no_columns) {
  BOOST_TEST(columnsOf({}, kHundred, kPlot).empty());
  const ChartPoints parts[] = {{}, {}, {}};
  BOOST_TEST(columnsOf(parts, kHundred, kPlot).empty());
  BOOST_TEST(largestStack(parts) == 0);
}

// At the top it would read as the axis's own value.
BOOST_AUTO_TEST_CASE(what_is_above_the_axis_is_no_line_at_its_top) {
  const ChartPoints points{{3, 10.0}, {2, 256.0}, {1, 256.0}, {0, 20.0}};
  const auto lines = linesOf(points, {20, 10}, {600, 100});
  BOOST_REQUIRE(lines.size() == 2U);
  BOOST_TEST(lines[0].size() == 1U);
  BOOST_TEST(lines[1].size() == 1U);
  BOOST_TEST(lines[1][0].y == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
