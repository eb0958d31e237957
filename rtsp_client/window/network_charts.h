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

enum class NetworkChart { BitRate, Packets, Cache, Delay };
inline constexpr std::array kNetworkCharts{NetworkChart::BitRate, NetworkChart::Packets, NetworkChart::Cache,
                                           NetworkChart::Delay};

// One of the window's colours (palette.h), and the pattern that goes with it: never colour alone.
enum class SeriesTone { Good, Filling, Warning, Lost, Text };
enum class SeriesLook { Area, Line, Dashes, Solid, Hatched, Striped };

struct ChartSeries {
  const char* words;    // in the legend
  const char* counter;  // counters.h
  SeriesTone tone;
  SeriesLook look;
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
// What is now: a measure from the counters, what is counted from the last second.
std::optional<double> presentOf(NetworkChart chart, std::size_t series,
                                std::span<const playback::HistorySample> samples, const playback::Counters& counters);
// The figure without its unit; a dash when unknown.
std::string figureText(NetworkChart chart, std::optional<double> value);
// For a screen reader: "Bit rate: on the wire 98.4 Mbit/s, useful 95.1 Mbit/s".
std::string chartSentence(NetworkChart chart, std::span<const playback::HistorySample> samples,
                          const playback::Counters& counters);

}  // namespace zoetrope::client
