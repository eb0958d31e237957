// SPDX-License-Identifier: MIT
#include "libstream/report/svg_chart.h"

#include "libstream/report/html_text.h"
#include "libstream/report/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zoetrope::report {
namespace {

constexpr double kWidth = 680;
constexpr double kHeight = 190;
constexpr double kLeft = 56;
constexpr double kRight = 656;
constexpr double kTop = 34;
constexpr double kBottom = 154;
constexpr double kTitleLine = 14;
constexpr double kLegendSample = 18;
constexpr double kLegendGap = 14;
// Of a letter of the legend, on average and a little more.
constexpr double kLetter = 5.7;
constexpr int kValueSteps = 4;
constexpr int kTimeSteps = 10;
// From here on times are minutes and seconds.
constexpr double kMinutesFrom = 120;

constexpr std::string_view kStyle = R"(
.chart { display: block; width: 100%; height: auto; font: 11px system-ui, "Liberation Sans", Arial, sans-serif; }
.chart text { fill: var(--text); }
.chart .title { font-weight: 600; font-size: 12px; }
.chart .tick, .chart .axis-name { fill: var(--quiet); font-size: 10px; font-variant-numeric: tabular-nums; }
.chart .grid { stroke: var(--grid); stroke-width: 1; }
.chart .base { stroke: var(--quiet); stroke-width: 1; }
.chart .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round; }
.chart .dashes { stroke-dasharray: 6 4; stroke-linecap: butt; }
.chart .ground { fill-opacity: .22; stroke: none; }
.chart .stripes { stroke: var(--paper); stroke-width: 2.4; }
.chart .good { stroke: var(--good); } .chart .fill-good { fill: var(--good); }
.chart .filling { stroke: var(--filling); } .chart .fill-filling { fill: var(--filling); }
.chart .warning { stroke: var(--warning); } .chart .fill-warning { fill: var(--warning); }
.chart .lost { stroke: var(--lost); } .chart .fill-lost { fill: var(--lost); }
.chart .plain { stroke: var(--text); } .chart .fill-plain { fill: var(--text); }
)";

const char* className(Hue hue) {
  switch (hue) {
    case Hue::Good:
      return "good";
    case Hue::Filling:
      return "filling";
    case Hue::Warning:
      return "warning";
    case Hue::Lost:
      return "lost";
    case Hue::Plain:
      break;
  }
  return "plain";
}

bool isBars(Mark mark) { return mark == Mark::Bars || mark == Mark::HatchedBars; }

std::string at(double value) { return decimal(value, 1); }

std::string svgText(double x, double y, const char* classes, const char* anchor, const std::string& text) {
  return "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" class=\"" + classes + "\" text-anchor=\"" + anchor + "\">" +
         htmlText(text) + "</text>\n";
}

std::string svgLine(double x1, double y1, double x2, double y2, const std::string& classes) {
  return "<line x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\"" + at(y2) + "\" class=\"" +
         classes + "\"/>\n";
}

std::string svgRect(double x, double y, double width, double height, const std::string& paint) {
  return "<rect x=\"" + at(x) + "\" y=\"" + at(y) + "\" width=\"" + at(width) + "\" height=\"" + at(height) + "\" " +
         paint + "/>\n";
}

// "1:05"
std::string clock(double seconds) {
  const auto whole = std::llround(seconds);
  const std::string rest = std::to_string(whole % 60);
  return std::to_string(whole / 60) + ':' + (rest.size() < 2 ? "0" : "") + rest;
}

double highest(const Chart& chart) {
  std::vector<double> stacked(chart.times.size(), 0);
  double most = 0;
  for (const Series& series : chart.series) {
    for (std::size_t i = 0; i < series.values.size() && i < stacked.size(); ++i) {
      if (!std::isfinite(series.values[i])) continue;
      if (isBars(series.mark)) stacked[i] += series.values[i];
      most = std::max({most, series.values[i], stacked[i]});
    }
  }
  return most;
}

// One drawing in the making.
class Drawing {
 public:
  explicit Drawing(const Chart& chart) : chart_(chart) {
    last_ = std::max(chart.times.empty() ? 0.0 : chart.times.back(), 1e-3);
    const double most = std::max(highest(chart), chart.leastTop);
    step_ = niceStep(std::max(most, 1e-9), kValueSteps);
    top_ = step_ * std::max(1.0, std::ceil(most / step_ - 1e-9));
  }

  std::string draw() {
    begin();
    legend();
    if (chart_.times.size() < 2 || highest(chart_) <= 0) {
      axis(false);
      svg_ += svgText((kLeft + kRight) / 2, (kTop + kBottom) / 2, "tick", "middle", chart_.nothing);
    } else {
      axis(true);
      series();
    }
    timeAxis();
    return svg_ + "</svg>\n";
  }

 private:
  double x(double seconds) const { return kLeft + seconds / last_ * (kRight - kLeft); }
  double y(double value) const { return kBottom - value / top_ * (kBottom - kTop); }

  void begin() {
    const std::string label = htmlText(chart_.title + ", " + chart_.unit);
    svg_ = "<svg class=\"chart\" viewBox=\"0 0 " + at(kWidth) + ' ' + at(kHeight) + "\" role=\"img\" aria-label=\"" +
           label + "\" xmlns=\"http://www.w3.org/2000/svg\">\n";
    svg_ += "<defs><pattern id=\"" + chart_.id +
            "-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
            "<rect width=\"5\" height=\"5\" class=\"fill-warning\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" "
            "class=\"stripes\"/></pattern></defs>\n";
    svg_ += svgText(0, kTitleLine, "title", "start", chart_.title + ", " + chart_.unit);
  }

  // From the right, so that it stands above the newest values.
  void legend() {
    double right = kRight;
    for (auto each = chart_.series.rbegin(); each != chart_.series.rend(); ++each) {
      right -= static_cast<double>(each->name.size()) * kLetter;
      svg_ += svgText(right, kTitleLine, "key", "start", each->name);
      right -= kLegendSample + 5;
      sample(*each, right);
      right -= kLegendGap;
    }
  }

  void sample(const Series& series, double left) {
    const double middle = kTitleLine - 4;
    if (isBars(series.mark)) {
      svg_ += svgRect(left + 6, middle - 5, 11, 10, paintOf(series));
      return;
    }
    if (series.mark == Mark::Area)
      svg_ +=
          svgRect(left, middle, kLegendSample, 5, "class=\"ground fill-" + std::string(className(series.hue)) + '"');
    svg_ += svgLine(left, middle, left + kLegendSample, middle, lineClasses(series));
  }

  std::string paintOf(const Series& series) const {
    if (series.mark == Mark::HatchedBars) return "fill=\"url(#" + chart_.id + "-hatch)\"";
    return "class=\"fill-" + std::string(className(series.hue)) + '"';
  }
  static std::string lineClasses(const Series& series) {
    return std::string("line ") + className(series.hue) + (series.mark == Mark::Dashes ? " dashes" : "");
  }

  void axis(bool withValues) {
    for (int i = 1; withValues && i * step_ <= top_ * (1 + 1e-9); ++i)
      svg_ += svgLine(kLeft, y(i * step_), kRight, y(i * step_), "grid");
    const int places = step_ >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step_) - 1e-9));
    for (int i = 0; withValues && i * step_ <= top_ * (1 + 1e-9); ++i) {
      const double value = i * step_;
      const std::string text =
          places > 0 ? decimal(value, places) : grouped(static_cast<std::uint64_t>(std::llround(value)));
      svg_ += svgText(kLeft - 6, y(value) + 3.5, "tick", "end", text);
    }
  }

  void timeAxis() {
    svg_ += svgLine(kLeft, kBottom, kRight, kBottom, "base");
    const double step = niceTimeStep(last_, kTimeSteps);
    const bool minutes = last_ >= kMinutesFrom;
    for (int i = 0; i * step <= last_ * (1 + 1e-9); ++i) {
      const double seconds = i * step;
      svg_ += svgLine(x(seconds), kBottom, x(seconds), kBottom + 4, "base");
      const std::string text = minutes ? clock(seconds) : decimal(seconds, step < 1 ? 1 : 0);
      svg_ += svgText(x(seconds), kBottom + 15, "tick", "middle", text);
    }
    svg_ += svgText((kLeft + kRight) / 2, kBottom + 30, "axis-name", "middle",
                    minutes ? "minutes and seconds since the session began" : "seconds since the session began");
  }

  void series() {
    std::vector<double> ground(chart_.times.size(), 0);
    for (const Series& each : chart_.series) {
      if (isBars(each.mark))
        bars(each, ground);
      else
        line(each);
    }
  }

  // One shape of steps, so that there are no seams between narrow columns.
  void bars(const Series& series, std::vector<double>& ground) {
    std::string over;
    std::string under;
    bool any = false;
    for (std::size_t i = 1; i < chart_.times.size() && i < series.values.size(); ++i) {
      const double value = series.values[i] > 0 ? series.values[i] : 0;
      const std::string left = at(x(chart_.times[i - 1]));
      const std::string right = at(x(chart_.times[i]));
      const std::string floor = at(y(ground[i]));
      ground[i] += value;
      const std::string roof = at(y(ground[i]));
      over += (over.empty() ? "M" : " L") + left + ',' + roof + " L" + right + ',' + roof;
      under = " L" + right + ',' + floor + " L" + left + ',' + floor + under;
      any = any || value > 0;
    }
    if (any) svg_ += "<path d=\"" + over + under + " Z\" " + paintOf(series) + "/>\n";
  }

  // A piece of line for each run of values that are known.
  void line(const Series& series) {
    const std::size_t count = std::min(chart_.times.size(), series.values.size());
    for (std::size_t from = 0; from < count; ++from) {
      if (!std::isfinite(series.values[from])) continue;
      std::size_t to = from + 1;
      while (to < count && std::isfinite(series.values[to])) ++to;
      piece(series, from, to);
      from = to;
    }
  }

  void piece(const Series& series, std::size_t from, std::size_t to) {
    std::string points;
    for (std::size_t i = from; i < to; ++i)
      points += (i == from ? "" : " L") + at(x(chart_.times[i])) + ',' + at(y(series.values[i]));
    if (to - from == 1) {
      svg_ += "<circle cx=\"" + at(x(chart_.times[from])) + "\" cy=\"" + at(y(series.values[from])) +
              "\" r=\"2\" class=\"fill-" + className(series.hue) + "\"/>\n";
      return;
    }
    if (series.mark == Mark::Area)
      svg_ += "<path d=\"M" + at(x(chart_.times[from])) + ',' + at(kBottom) + " L" + points + " L" +
              at(x(chart_.times[to - 1])) + ',' + at(kBottom) + " Z\" class=\"ground fill-" + className(series.hue) +
              "\"/>\n";
    svg_ += "<path d=\"M" + points + "\" class=\"" + lineClasses(series) + "\"/>\n";
  }

  const Chart& chart_;
  double last_ = 1;
  double step_ = 1;
  double top_ = 1;
  std::string svg_;
};

double averageOf(const std::vector<double>& values, std::size_t from, std::size_t to) {
  double sum = 0;
  std::size_t known = 0;
  for (std::size_t i = from; i < to && i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    sum += values[i];
    ++known;
  }
  return known == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(known);
}

}  // namespace

std::string_view chartStyle() { return kStyle; }

std::string svgChart(const Chart& chart) {
  const Chart drawn = thinned(chart, kMostColumns);
  return Drawing(drawn).draw();
}

double niceStep(double most, int steps) {
  const double least = most / steps;
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

double niceTimeStep(double most, int steps) {
  for (const double step : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0})
    if (most / step <= steps) return step;
  return 3600 * niceStep(most / 3600, steps);
}

Chart thinned(const Chart& chart, std::size_t columns) {
  const std::size_t count = chart.times.size();
  if (count <= columns) return chart;
  const std::size_t each = (count + columns - 1) / columns;
  Chart thin = chart;
  thin.times.clear();
  for (Series& series : thin.series) series.values.clear();
  for (std::size_t from = 0; from < count; from += each) {
    const std::size_t to = std::min(from + each, count);
    thin.times.push_back(from == 0 ? chart.times[0] : chart.times[to - 1]);
    for (std::size_t i = 0; i < chart.series.size(); ++i)
      thin.series[i].values.push_back(averageOf(chart.series[i].values, from, to));
  }
  return thin;
}

}  // namespace zoetrope::report
