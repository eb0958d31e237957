// SPDX-License-Identifier: MIT
#include "libstream/report/session_charts.h"

#include "libstream/report/session_sums.h"
#include "libstream/report/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zoetrope::report {
namespace {

using playback::Counters;
using Count = std::uint64_t Counters::*;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kBitsPerByte = 8;
constexpr double kMega = 1e6;
constexpr double kKilo = 1e3;
constexpr double kWhole = 100;
// What is allowed is drawn up to so many times what came, so that this is not made small.
constexpr double kAllowedReach = 1.5;

// A second of each sample's time; at the beginning nothing has come.
std::vector<double> rates(const SessionReport& report, Count count, double factor = 1) {
  std::vector<double> values = {0};
  for (std::size_t i = 1; i < report.history.size(); ++i) {
    const auto& before = report.history[i - 1];
    const auto& after = report.history[i];
    const double seconds = after.seconds - before.seconds;
    const double grown = static_cast<double>(after.counters.*count) - static_cast<double>(before.counters.*count);
    values.push_back(seconds > 0 ? std::max(0.0, grown) / seconds * factor : kUnknown);
  }
  return values;
}

// What the server says of its sending, while anything came; unknown where it says nothing.
std::vector<double> said(const SessionReport& report, double Counters::*measure, double factor = 1) {
  std::vector<double> values = {kUnknown};
  for (std::size_t i = 1; i < report.history.size(); ++i) {
    const Counters& now = report.history[i].counters;
    const bool known = now.*measure > 0 && now.bytesOnWire > report.history[i - 1].counters.bytesOnWire;
    values.push_back(known ? now.*measure * factor : kUnknown);
  }
  return values;
}

bool anyKnown(const std::vector<double>& values) {
  return std::any_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

double largest(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) most = std::isfinite(value) ? std::max(most, value) : most;
  return most;
}

// 0 is not known yet.
std::vector<double> measured(const SessionReport& report, double Counters::*measure) {
  std::vector<double> values;
  for (const auto& sample : report.history) {
    const double value = sample.counters.*measure;
    values.push_back(value > 0 ? value : kUnknown);
  }
  return values;
}

std::vector<double> depths(const SessionReport& report, Count count) {
  std::vector<double> values;
  for (const auto& sample : report.history) values.push_back(static_cast<double>(sample.counters.*count));
  return values;
}

std::vector<double> targets(const SessionReport& report) {
  std::vector<double> values = depths(report, &Counters::cacheTarget);
  for (double& value : values)
    if (value <= 0) value = kUnknown;
  return values;
}

std::string named(const std::string& name, std::uint64_t total) { return name + " (" + grouped(total) + ')'; }

Chart chartOf(const SessionReport& report, const char* id, const char* title, const char* unit, const char* nothing) {
  Chart chart{id, title, unit, nothing, {}, {}};
  for (const auto& sample : report.history) chart.times.push_back(sample.seconds);
  return chart;
}

void addAllowed(const SessionReport& report, double factor, Chart& chart) {
  std::vector<double> allowed = said(report, &Counters::allowedRateBps, factor);
  if (!anyKnown(allowed)) return;
  double most = 0;
  for (const Series& series : chart.series) most = std::max(most, largest(series.values));
  const double top = most * kAllowedReach;
  const bool cut = largest(allowed) > top;
  for (double& value : allowed)
    if (value > top) value = top;
  chart.series.push_back(
      {cut ? "allowed (the highest cut off)" : "allowed", Hue::Plain, Mark::Dashes, std::move(allowed)});
}

Chart bitRateChart(const SessionReport& report) {
  const bool onWire = report.counters.bytesOnWire > 0;
  const SessionSums sums = sumsOf(report);
  const double most = onWire ? sums.mostWireBps : static_cast<double>(report.counters.bytesReceived);
  const bool mega = most >= kMega;
  const double factor = kBitsPerByte / (mega ? kMega : kKilo);
  Chart chart = chartOf(report, "rate", "Bit rate", mega ? "Mbit/s" : "kbit/s", "Nothing came.");
  if (report.counters.bytesUseful > 0)
    chart.series.push_back({"whole frames", Hue::Filling, Mark::Area, rates(report, &Counters::bytesUseful, factor)});
  chart.series.push_back({onWire ? "on the wire" : "RTP packets", Hue::Good, Mark::Line,
                          rates(report, onWire ? &Counters::bytesOnWire : &Counters::bytesReceived, factor)});
  addAllowed(report, factor / kBitsPerByte, chart);
  return chart;
}

// Hatched while the pictures had half the size.
std::vector<Chart> qualityCharts(const SessionReport& report) {
  std::vector<double> shares = said(report, &Counters::renditionSharePercent);
  if (!anyKnown(shares)) return {};
  std::vector<double> halved(shares.size(), 0);
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (report.history[i].counters.renditionHalfSize > 0 && std::isfinite(shares[i])) halved[i] = shares[i];
  Chart chart = chartOf(report, "quality", "Quality", "% of the movie's bytes", "The server did not say.");
  chart.leastTop = kWhole;
  if (largest(halved) > 0) chart.series.push_back({"half size", Hue::Warning, Mark::HatchedBars, std::move(halved)});
  chart.series.push_back({"sent", Hue::Filling, Mark::Area, std::move(shares)});
  return {chart};
}

Chart packetChart(const SessionReport& report) {
  const Counters& total = report.counters;
  Chart chart = chartOf(report, "packets", "Packets missed", "packets/s", "No packet was lost, none was late.");
  chart.series.push_back(
      {named("lost for good", total.packetsLost), Hue::Lost, Mark::Bars, rates(report, &Counters::packetsLost)});
  chart.series.push_back({named("recovered", total.packetsRecovered), Hue::Filling, Mark::Bars,
                          rates(report, &Counters::packetsRecovered)});
  chart.series.push_back(
      {named("too late", total.packetsLate), Hue::Warning, Mark::HatchedBars, rates(report, &Counters::packetsLate)});
  return chart;
}

// Where frames have the numbers, and packets none.
Chart frameChart(const SessionReport& report) {
  const Counters& total = report.counters;
  Chart chart = chartOf(report, "frames", "Frames not whole", "frames/s", "No frame was lost, none was late.");
  chart.series.push_back(
      {named("lost", total.framesLost), Hue::Lost, Mark::Bars, rates(report, &Counters::framesLost)});
  chart.series.push_back({named("incomplete", total.framesIncomplete), Hue::Filling, Mark::Bars,
                          rates(report, &Counters::framesIncomplete)});
  chart.series.push_back(
      {named("late", total.framesLate), Hue::Warning, Mark::HatchedBars, rates(report, &Counters::framesLate)});
  return chart;
}

Chart cacheChart(const SessionReport& report) {
  Chart chart = chartOf(report, "cache", "Frame cache", "frames", "The cache was empty or off.");
  chart.series.push_back({"held", Hue::Filling, Mark::Area, depths(report, &Counters::cacheFrames)});
  chart.series.push_back({"to be held", Hue::Plain, Mark::Dashes, targets(report)});
  return chart;
}

Chart delayChart(const SessionReport& report) {
  Chart chart = chartOf(report, "delay", "Delay", "ms", "No delay was measured.");
  chart.series.push_back({"from sending to showing", Hue::Good, Mark::Line, measured(report, &Counters::delayMs)});
  chart.series.push_back({"round trip", Hue::Warning, Mark::Dashes, measured(report, &Counters::roundTripMs)});
  return chart;
}

}  // namespace

std::vector<Chart> sessionCharts(const SessionReport& report) {
  if (report.history.size() < 2 || report.counters.packetsReceived == 0) return {};
  std::vector<Chart> charts = {bitRateChart(report), report.courseDialect ? frameChart(report) : packetChart(report),
                               cacheChart(report), delayChart(report)};
  const std::vector<Chart> quality = qualityCharts(report);
  charts.insert(charts.begin() + 1, quality.begin(), quality.end());
  return charts;
}

}  // namespace zoetrope::report
