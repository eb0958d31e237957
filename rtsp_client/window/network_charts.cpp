// SPDX-License-Identifier: MIT
#include "rtsp_client/window/network_charts.h"

#include "rtsp_client/window/network_table.h"
#include "rtsp_client/window/status_text.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::client {
namespace {

constexpr ChartSeries kBitRate[] = {
    {"on the wire", "bit_rate_bps", SeriesTone::Filling, SeriesLook::Area},
    {"useful", "useful_bit_rate_bps", SeriesTone::Good, SeriesLook::Line},
};
constexpr ChartSeries kPackets[] = {
    {"lost", "packets_lost", SeriesTone::Lost, SeriesLook::Solid},
    {"late", "packets_late", SeriesTone::Warning, SeriesLook::Hatched},
    {"recovered", "packets_recovered", SeriesTone::Filling, SeriesLook::Striped},
};
constexpr ChartSeries kCache[] = {
    {"held", "cache_frames", SeriesTone::Filling, SeriesLook::Area},
    {"target", "cache_target", SeriesTone::Text, SeriesLook::Dashes},
};
constexpr ChartSeries kDelay[] = {
    {"to the screen", "delay_ms", SeriesTone::Good, SeriesLook::Line},
    {"round trip", "round_trip_ms", SeriesTone::Text, SeriesLook::Dashes},
};

constexpr ChartSpec kSpecs[] = {
    {"Bit rate", "Mbit/s", "Mbit/s", "9999.9", false, 1, kBitRate},
    {"Packets", "a second", "/s", "99999", true, 10, kPackets},
    {"Cache", "frames", "frames", "9999", false, 4, kCache},
    {"Delay", "ms", "ms", "99999", false, 10, kDelay},
};

// Of the charts' units: Mbit rather than bit.
double scaleOf(NetworkChart chart) { return chart == NetworkChart::BitRate ? 1e-6 : 1; }

// No cache has no depth, and a time that was never measured is 0.
bool isKnown(NetworkChart chart, double value, const playback::Counters& counters) {
  if (chart == NetworkChart::Cache) return counters.cacheTarget > 0;
  return chart != NetworkChart::Delay || value > 0;
}

}  // namespace

const ChartSpec& specOf(NetworkChart chart) { return kSpecs[static_cast<std::size_t>(chart)]; }

std::vector<ChartPoints> pointsOf(NetworkChart chart, std::span<const playback::HistorySample> samples) {
  std::vector<ChartPoints> all;
  for (const ChartSeries& series : specOf(chart).series) {
    const playback::CounterField& field = counterNamed(series.counter);
    ChartPoints points;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const double ago = samples.back().seconds - samples[i].seconds;
      // One more than a minute: the line comes in from the left edge.
      if (i + 1 < samples.size() && samples.back().seconds - samples[i + 1].seconds >= kChartSeconds) continue;
      const double value = i == 0 && field.kind == playback::CounterKind::Count
                               ? 0
                               : growth(field, samples[i == 0 ? 0 : i - 1], samples[i]) * scaleOf(chart);
      points.push_back({ago, isKnown(chart, value, samples[i].counters) ? std::optional(value) : std::nullopt});
    }
    all.push_back(std::move(points));
  }
  return all;
}

std::optional<double> presentOf(NetworkChart chart, std::size_t series,
                                std::span<const playback::HistorySample> samples, const playback::Counters& counters) {
  const playback::CounterField& field = counterNamed(specOf(chart).series[series].counter);
  if (field.kind == playback::CounterKind::Count) {
    if (samples.size() < 2) return std::nullopt;
    return growth(field, samples[samples.size() - 2], samples.back());
  }
  const double value = counterValue(field, counters) * scaleOf(chart);
  return isKnown(chart, value, counters) ? std::optional(value) : std::nullopt;
}

std::string figureText(NetworkChart chart, std::optional<double> value) {
  if (!value) return kUnknownFigure;
  switch (chart) {
    case NetworkChart::BitRate:
      return megabitsText(*value * 1e6);
    case NetworkChart::Packets:
      // One packet in two seconds is not none.
      return decimalText(*value > 0 ? std::max(*value, 1.0) : 0, 0);
    case NetworkChart::Cache:
      return decimalText(*value, 0);
    case NetworkChart::Delay:
      // A local round trip is short, but takes its time.
      return decimalText(std::max(*value, 0.1), *value < 100 ? 1 : 0);
  }
  return kUnknownFigure;
}

std::string chartSentence(NetworkChart chart, std::span<const playback::HistorySample> samples,
                          const playback::Counters& counters) {
  const ChartSpec& spec = specOf(chart);
  const bool perSecond = chart == NetworkChart::Packets;
  std::string text = std::string(spec.title) + (perSecond ? " a second: " : ": ");
  for (std::size_t i = 0; i < spec.series.size(); ++i) {
    if (i > 0) text += ", ";
    const auto value = presentOf(chart, i, samples, counters);
    text += std::string(spec.series[i].words) + ' ' + (value ? figureText(chart, value) : "unknown");
    if (value && !perSecond) text += std::string(" ") + spec.figureUnit;
  }
  return text;
}

}  // namespace zoetrope::client
