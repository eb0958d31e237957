// SPDX-License-Identifier: MIT
#include "rtsp_client/window/chart_geometry.h"

#include "rtsp_client/window/status_text.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::client {
namespace {

// 0.3 is 2.999… times 0.1.
constexpr double kRounding = 1e-9;
constexpr double kKeepShare = 1.0 / 3;
constexpr int kMostTicks = 1000;
// Samples come a little more than a second apart: a longer pause than this many usual ones is a gap.
constexpr double kLongestPause = 1.9;
constexpr int kLeastPartHeight = 2;

// Tops and what they are divided into: two or three ticks above 0, all of them round.
struct Round {
  double top;
  double step;
};
constexpr Round kRounds[] = {{1, 0.5}, {1.5, 0.5}, {2, 1}, {3, 1}, {4, 2}, {6, 2}, {8, 4}, {10, 5}};

// The usual distance between two points: the shortest, for what is missing only makes it longer.
double usualPause(std::span<const ChartPoint> points) {
  double shortest = kChartSeconds;
  for (std::size_t i = 1; i < points.size(); ++i) shortest = std::min(shortest, points[i - 1].ago - points[i].ago);
  return shortest;
}

double valueAt(const ChartPoints& points, std::size_t index) {
  return index < points.size() ? points[index].value.value_or(0) : 0;
}

StackColumn columnAt(std::span<const ChartPoints> parts, std::size_t index, const ValueAxis& axis, PlotSize plot) {
  const ChartPoint& end = parts.front()[index];
  StackColumn column{xOf(parts.front()[index - 1].ago, plot), xOf(end.ago, plot), {}};
  int bottom = plot.height;
  for (std::size_t part = 0; part < std::min(parts.size(), kStackParts); ++part) {
    const double value = valueAt(parts[part], index);
    int height = plot.height - yOf(value, axis, plot);
    if (value > 0) height = std::max(height, kLeastPartHeight);
    const int top = std::max(0, bottom - height);
    column.parts[part] = {top, bottom};
    bottom = top;
  }
  return column;
}

}  // namespace

ValueAxis axisFor(double largest, double least, const ValueAxis& before) {
  const double held = std::isfinite(largest) ? std::max(largest, least) : least;
  if (held <= 0) return {1, 0.5};
  if (held <= before.top && held >= before.top * kKeepShare) return before;
  const double power = std::pow(10.0, std::floor(std::log10(held)));
  for (const Round& round : kRounds) {
    if (held <= round.top * power * (1 + kRounding)) return {round.top * power, round.step * power};
  }
  return {10 * power, 5 * power};
}

std::vector<double> ticksOf(const ValueAxis& axis) {
  std::vector<double> ticks{0};
  if (axis.step <= 0) return ticks;
  const int count = static_cast<int>(std::min<double>(kMostTicks, std::lround(axis.top / axis.step)));
  for (int i = 1; i <= count; ++i) ticks.push_back(i * axis.step);
  return ticks;
}

std::string tickText(double value, const ValueAxis& axis) {
  if (value <= 0) return "0";
  int digits = 0;
  for (double step = axis.step; digits < 3 && std::abs(step - std::round(step)) > 1e-6; step *= 10) ++digits;
  return decimalText(value, digits);
}

double largestOf(std::span<const ChartPoint> points) {
  double largest = 0;
  for (const ChartPoint& point : points) largest = std::max(largest, point.value.value_or(0));
  return largest;
}

int xOf(double ago, PlotSize plot) {
  return static_cast<int>(std::lround((1 - std::clamp(ago / kChartSeconds, 0.0, 1.0)) * plot.width));
}

int yOf(double value, const ValueAxis& axis, PlotSize plot) {
  if (axis.top <= 0) return plot.height;
  return static_cast<int>(std::lround((1 - std::clamp(value / axis.top, 0.0, 1.0)) * plot.height));
}

std::vector<std::vector<PlotPoint>> linesOf(std::span<const ChartPoint> points, const ValueAxis& axis, PlotSize plot) {
  std::vector<std::vector<PlotPoint>> lines;
  const double longest = usualPause(points) * kLongestPause;
  std::optional<double> before;
  for (const ChartPoint& point : points) {
    if (!point.value || *point.value > axis.top * (1 + kRounding)) {
      before.reset();
      continue;
    }
    if (!before || *before - point.ago > longest) lines.emplace_back();
    lines.back().push_back({xOf(point.ago, plot), yOf(*point.value, axis, plot)});
    before = point.ago;
  }
  return lines;
}

std::vector<StackColumn> columnsOf(std::span<const ChartPoints> parts, const ValueAxis& axis, PlotSize plot) {
  std::vector<StackColumn> columns;
  if (parts.empty()) return columns;
  for (std::size_t index = 1; index < parts.front().size(); ++index)
    columns.push_back(columnAt(parts, index, axis, plot));
  return columns;
}

double largestStack(std::span<const ChartPoints> parts) {
  double largest = 0;
  for (std::size_t index = 0; !parts.empty() && index < parts.front().size(); ++index) {
    double sum = 0;
    for (const ChartPoints& part : parts) sum += valueAt(part, index);
    largest = std::max(largest, sum);
  }
  return largest;
}

}  // namespace zoetrope::client
