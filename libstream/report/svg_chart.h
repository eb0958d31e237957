// SPDX-License-Identifier: MIT
// Charts over a session's time as SVG, to stand in an HTML page: readable in print and without colour, too.
// Thread: pure functions.
// Limits: more samples than kMostColumns are drawn as averages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::report {

// Told apart by more than colour: Dashes is a broken line, Area a line with its ground filled, Bars stand on the ones
// before them, HatchedBars likewise.
enum class Mark { Line, Dashes, Area, Bars, HatchedBars };
enum class Hue { Good, Filling, Warning, Lost, Plain };

struct Series {
  // As the legend says it.
  std::string name;
  Hue hue = Hue::Good;
  Mark mark = Mark::Line;
  // One for each of the chart's times; NaN where nothing is known. Bars reach from the time before to their own.
  std::vector<double> values;
};

struct Chart {
  // Of letters, unlike any other of the page.
  std::string id;
  std::string title;
  // Of the values: "Mbit/s".
  std::string unit;
  // Instead of a drawing that would be empty: "No packet was lost."
  std::string nothing;
  // Seconds since the session began, growing.
  std::vector<double> times;
  std::vector<Series> series;
  // The axis goes up to this at least.
  double leastTop = 0;
};

inline constexpr std::size_t kMostColumns = 300;

std::string svgChart(const Chart& chart);
// The style sheet's part that the charts need; the colours are variables of the page (--good, --grid and so on).
std::string_view chartStyle();

// The step of an axis that reaches `most` in at most `steps` steps: 1, 2 or 5 times a power of ten.
double niceStep(double most, int steps);
// The same for seconds, with minutes and hours in mind.
double niceTimeStep(double most, int steps);
// At most `columns` times, each with the average of those that it stands for.
Chart thinned(const Chart& chart, std::size_t columns);

}  // namespace zoetrope::report
