// SPDX-License-Identifier: MIT
#include "rtsp_client/window/network_charts.h"

#include "rtsp_client/window/network_table.h"
#include "rtsp_client/window/sender_text.h"
#include "rtsp_client/window/status_text.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::client {
namespace {

constexpr double kWhole = 100;
// What is allowed counts up to so many times what comes.
constexpr double kAllowedReach = 1.5;

constexpr ChartSeries kBitRate[] = {
    {"on the wire", "bit_rate_bps", SeriesTone::Filling, SeriesLook::Area},
    {"useful", "useful_bit_rate_bps", SeriesTone::Good, SeriesLook::Line},
    {"allowed", "allowed_rate_bps", SeriesTone::Text, SeriesLook::Dashes, SeriesKnown::WhenSaid},
};
constexpr ChartSeries kQuality[] = {
    {"of the movie's bytes", "rendition_share_percent", SeriesTone::Filling, SeriesLook::Area, SeriesKnown::WhenSaid},
};
constexpr ChartSeries kPackets[] = {
    {"lost", "packets_lost", SeriesTone::Lost, SeriesLook::Solid},
    {"late", "packets_late", SeriesTone::Warning, SeriesLook::Hatched},
    {"recovered", "packets_recovered", SeriesTone::Filling, SeriesLook::Striped},
};
constexpr ChartSeries kCache[] = {
    {"held", "cache_frames", SeriesTone::Filling, SeriesLook::Area, SeriesKnown::WithCache},
    {"target", "cache_target", SeriesTone::Text, SeriesLook::Dashes, SeriesKnown::WithCache},
};
constexpr ChartSeries kDelay[] = {
    {"to the screen", "delay_ms", SeriesTone::Good, SeriesLook::Line, SeriesKnown::NotZero},
    {"round trip", "round_trip_ms", SeriesTone::Text, SeriesLook::Dashes, SeriesKnown::NotZero},
};

constexpr ChartSpec kSpecs[] = {
    {"Bit rate", "Mbit/s", "Mbit/s", "9999.9", false, 1, kBitRate},
    {"Quality", "% of bytes", "%", "100", false, kWhole, kQuality},
    {"Packets", "a second", "/s", "99999", true, 10, kPackets},
    {"Cache", "frames", "frames", "9999", false, 4, kCache},
    {"Delay", "ms", "ms", "99999", false, 10, kDelay},
};

// Of the charts' units: Mbit rather than bit.
double scaleOf(NetworkChart chart) { return chart == NetworkChart::BitRate ? 1e-6 : 1; }

bool isKnown(const ChartSeries& series, double value, const playback::Counters& counters) {
  switch (series.known) {
    case SeriesKnown::Always:
      return true;
    case SeriesKnown::WithCache:
      return counters.cacheTarget > 0;
    case SeriesKnown::NotZero:
      return value > 0;
    case SeriesKnown::WhenSaid:
      return value > 0 && counters.bitRateBps > 0;
  }
  return true;
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
      points.push_back({ago, isKnown(series, value, samples[i].counters) ? std::optional(value) : std::nullopt});
    }
    all.push_back(std::move(points));
  }
  return all;
}

bool isThere(const ChartSeries& series, const ChartPoints& points) {
  return series.known != SeriesKnown::WhenSaid ||
         std::any_of(points.begin(), points.end(), [](const ChartPoint& point) { return point.value.has_value(); });
}

double reachOf(NetworkChart chart, std::span<const ChartPoints> points) {
  const ChartSpec& spec = specOf(chart);
  if (spec.stacked) return largestStack(points);
  double reach = 0;
  double said = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    double& most = spec.series[i].known == SeriesKnown::WhenSaid ? said : reach;
    most = std::max(most, largestOf(points[i]));
  }
  return std::max(reach, reach > 0 ? std::min(said, reach * kAllowedReach) : said);
}

std::optional<double> presentOf(NetworkChart chart, std::size_t series,
                                std::span<const playback::HistorySample> samples, const playback::Counters& counters) {
  const ChartSeries& shown = specOf(chart).series[series];
  const playback::CounterField& field = counterNamed(shown.counter);
  if (field.kind == playback::CounterKind::Count) {
    if (samples.size() < 2) return std::nullopt;
    return growth(field, samples[samples.size() - 2], samples.back());
  }
  const double value = counterValue(field, counters) * scaleOf(chart);
  return isKnown(shown, value, counters) ? std::optional(value) : std::nullopt;
}

std::string figureText(NetworkChart chart, std::optional<double> value) {
  if (!value) return kUnknownFigure;
  switch (chart) {
    case NetworkChart::BitRate:
      return megabitsText(*value * 1e6);
    case NetworkChart::Quality:
      return shareFigure(*value);
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
    const auto value = presentOf(chart, i, samples, counters);
    if (!value && spec.series[i].known == SeriesKnown::WhenSaid) continue;
    if (i > 0) text += ", ";
    text += std::string(spec.series[i].words) + ' ' + (value ? figureText(chart, value) : "unknown");
    if (value && !perSecond) text += std::string(" ") + spec.figureUnit;
  }
  return text;
}

}  // namespace zoetrope::client
