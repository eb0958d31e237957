// SPDX-License-Identifier: MIT
// A chart of the last minute without its window: an axis with round values, what lies where, and where a line breaks.
// Thread: pure functions.
// Limits: values are not negative; of lines, what is above the axis is not drawn, columns end at its top.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zoetrope::client {

// All charts show so much, the present at the right.
inline constexpr double kChartSeconds = 60;

// From 0 to `top`, with a tick at each multiple of `step`.
struct ValueAxis {
  double top = 0;
  double step = 0;
  friend bool operator==(const ValueAxis&, const ValueAxis&) = default;
};

// The shortest axis with round values that holds `largest`, and at least `least`. The one before stays as long as the
// values fill a third of it: a chart does not change its scale back and forth.
ValueAxis axisFor(double largest, double least, const ValueAxis& before = {});
// From 0 up, `top` included.
std::vector<double> ticksOf(const ValueAxis& axis);
// "0", "50", "0.5"
std::string tickText(double value, const ValueAxis& axis);

// What was measured so many seconds ago; nothing where it is not known.
struct ChartPoint {
  double ago = 0;
  std::optional<double> value;
};
using ChartPoints = std::vector<ChartPoint>;
double largestOf(std::span<const ChartPoint> points);

struct PlotSize {
  int width = 0;
  int height = 0;
};
// From the plot's left and top edge.
struct PlotPoint {
  int x = 0;
  int y = 0;
  friend bool operator==(PlotPoint, PlotPoint) = default;
};
int xOf(double ago, PlotSize plot);
int yOf(double value, const ValueAxis& axis, PlotSize plot);

// One line for each run of known values on the axis that follow each other; a run of one value is a line of one point.
// Points are from the oldest to the newest.
std::vector<std::vector<PlotPoint>> linesOf(std::span<const ChartPoint> points, const ValueAxis& axis, PlotSize plot);

// What happened between two samples, its parts one upon the other from the bottom. What is not 0 is never invisible.
inline constexpr std::size_t kStackParts = 3;
struct StackPart {
  int top = 0;
  int bottom = 0;
  bool empty() const { return bottom <= top; }
  friend bool operator==(StackPart, StackPart) = default;
};
struct StackColumn {
  int left = 0;
  int right = 0;
  std::array<StackPart, kStackParts> parts;
};
// The parts' points are of the same samples; a column lasts from the sample before to its own.
std::vector<StackColumn> columnsOf(std::span<const ChartPoints> parts, const ValueAxis& axis, PlotSize plot);
// The largest sum of one sample.
double largestStack(std::span<const ChartPoints> parts);

}  // namespace zoetrope::client
