// SPDX-License-Identifier: MIT
// The Network panel's four charts without their windows: what each shows, how its parts are told apart, and their
// values from a session's samples.
// Thread: pure functions.
#pragma once

#include "libstream/playback/session_history.h"
#include "rtsp_client/window/chart_geometry.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zoetrope::client {

enum class NetworkChart { BitRate, Quality, Packets, Cache, Delay };
inline constexpr std::array kNetworkCharts{NetworkChart::BitRate, NetworkChart::Quality, NetworkChart::Packets,
                                           NetworkChart::Cache, NetworkChart::Delay};

// One of the window's colours (palette.h), and the pattern that goes with it: never colour alone.
enum class SeriesTone { Good, Filling, Warning, Lost, Text };
enum class SeriesLook { Area, Line, Dashes, Solid, Hatched, Striped };

// Where a value is none: a cache that is off has no depth, a time that was never measured is 0, and what only some
// servers say is not shown at all of the others, nor while nothing comes.
enum class SeriesKnown { Always, WithCache, NotZero, WhenSaid };

struct ChartSeries {
  const char* words;    // in the legend
  const char* counter;  // counters.h
  SeriesTone tone;
  SeriesLook look;
  SeriesKnown known = SeriesKnown::Always;
};

struct ChartSpec {
  const char* title;
  const char* axisUnit;
  const char* figureUnit;
  // The widest figure, to keep its place.
  const char* widest;
  // The parts stand one upon the other, the first at the bottom.
  bool stacked;
  // The axis goes up to this at least: what is next to nothing does not fill the chart.
  double leastTop;
  std::span<const ChartSeries> series;
};
const ChartSpec& specOf(NetworkChart chart);

// For each series, one point for each sample of the last minute, the oldest first.
std::vector<ChartPoints> pointsOf(NetworkChart chart, std::span<const playback::HistorySample> samples);
// Whether the series has a place in the chart: that which only some servers say has none where nothing is said.
bool isThere(const ChartSeries& series, const ChartPoints& points);
// How far up the axis has to go. What is allowed stands far above what comes where there is room enough: it does not
// make the rest small.
double reachOf(NetworkChart chart, std::span<const ChartPoints> points);
// What is now: a measure from the counters, what is counted from the last second.
std::optional<double> presentOf(NetworkChart chart, std::size_t series,
                                std::span<const playback::HistorySample> samples, const playback::Counters& counters);
// The figure without its unit; a dash when unknown.
std::string figureText(NetworkChart chart, std::optional<double> value);
// For a screen reader: "Bit rate: on the wire 98.4 Mbit/s, useful 95.1 Mbit/s".
std::string chartSentence(NetworkChart chart, std::span<const playback::HistorySample> samples,
                          const playback::Counters& counters);

}  // namespace zoetrope::client
