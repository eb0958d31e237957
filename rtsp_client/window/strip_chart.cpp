// SPDX-License-Identifier: MIT
#include "rtsp_client/window/strip_chart.h"

#include "rtsp_client/window/figure_field.h"
#include "widgets/accessibility.h"
#include "widgets/palette.h"

#include <wx/dcclient.h>

#include <algorithm>

namespace zoetrope::client {
namespace {

constexpr int kGrid = 8;
constexpr int kLeastWidth = 360;
constexpr int kLeastPlotHeight = 44;
// For the axis's figures, and for the title over them.
constexpr int kGutter = 48;
constexpr int kTitleWidth = 88;
constexpr int kKeyWidth = 20;
constexpr int kKeyHeight = 8;
constexpr int kHatchGap = 4;
constexpr int kStripeGap = 3;
constexpr float kSmallScale = 0.85f;
constexpr float kLargeScale = 1.35f;
// The darkest tone is made lighter on a dark window, so that a line of it stands out.
constexpr double kLighter = 0.65;
constexpr double kAreaShare = 0.45;
constexpr double kGridShare = 0.12;
constexpr int kTickSeconds[] = {60, 45, 30, 15, 0};

wxString text(const std::string& utf8) { return wxString::FromUTF8(utf8); }

wxColour colourOf(SeriesTone tone) {
  switch (tone) {
    case SeriesTone::Good:
      return widgets::kGoodColour;
    case SeriesTone::Filling:
      return widgets::kFillingColour;
    case SeriesTone::Warning:
      return widgets::kWarningColour;
    case SeriesTone::Lost:
      return widgets::kLostColour;
    case SeriesTone::Text:
      break;
  }
  return widgets::textColour();
}

wxColour lineColour(SeriesTone tone) {
  const wxColour colour = colourOf(tone);
  return tone == SeriesTone::Good && widgets::isDarkTheme() ? widgets::mixed(*wxWHITE, colour, kLighter) : colour;
}

// Lines from lower left to upper right that go on in the rectangle beside.
void hatch(wxDC& dc, const wxRect& where, int gap) {
  const int right = where.x + where.width, bottom = where.y + where.height;
  for (int sum = (where.x + where.y) / gap * gap + gap; sum < right + bottom; sum += gap) {
    const int from = std::max(where.x, sum - bottom), to = std::min(right, sum - where.y);
    if (to > from) dc.DrawLine(from, sum - from, to, sum - to);
  }
}

void stripe(wxDC& dc, const wxRect& where, int gap) {
  for (int y = (where.y / gap + 1) * gap; y < where.y + where.height; y += gap)
    dc.DrawLine(where.x, y, where.x + where.width, y);
}

}  // namespace

StripChart::StripChart(wxWindow* parent, NetworkChart which, bool namesTimes)
    : which_(which),
      spec_(specOf(which)),
      namesTimes_(namesTimes),
      points_(spec_.series.size()),
      figures_(spec_.series.size(), text(figureText(which, {}))),
      axis_(axisFor(0, spec_.leastTop)) {
  SetBackgroundStyle(wxBG_STYLE_SYSTEM);
  Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE | wxFULL_REPAINT_ON_RESIZE);
  SetCanFocus(true);
  Bind(wxEVT_PAINT, &StripChart::onPaint, this);
  const auto repaint = [this](wxFocusEvent& event) {
    Refresh();
    event.Skip();
  };
  Bind(wxEVT_SET_FOCUS, repaint);
  Bind(wxEVT_KILL_FOCUS, repaint);
  widgets::setAccessibleName(*this, spec_.title, widgets::AccessibleRole::Picture);
  SetInitialSize();
  SetMinSize(GetBestSize());
}

void StripChart::show(std::span<const playback::HistorySample> samples, const playback::Counters& counters,
                      bool newSample) {
  std::vector<wxString> figures;
  for (std::size_t i = 0; i < spec_.series.size(); ++i)
    figures.push_back(text(figureText(which_, presentOf(which_, i, samples, counters))));
  if (figures != figures_) {
    figures_ = std::move(figures);
    RefreshRect(headerArea());
  }
  if (!newSample) return;
  points_ = pointsOf(which_, samples);
  axis_ = axisFor(reachOf(which_, points_), spec_.leastTop, axis_);
  const wxString sentence = text(chartSentence(which_, samples, counters));
  if (sentence != GetName()) widgets::setAccessibleName(*this, sentence);
  Refresh();
}

wxFont StripChart::smallFont() const { return GetFont().Scaled(kSmallScale); }
wxFont StripChart::largeFont() const { return GetFont().Scaled(kLargeScale); }

wxSize StripChart::DoGetBestClientSize() const {
  auto* const self = const_cast<StripChart*>(this);
  wxClientDC dc(self);
  dc.SetFont(smallFont());
  self->smallHeight_ = dc.GetCharHeight();
  dc.SetFont(largeFont());
  self->largeHeight_ = dc.GetCharHeight();
  const int times = namesTimes_ ? smallHeight_ : 0;
  return {FromDIP(kLeastWidth),
          smallHeight_ + largeHeight_ + smallHeight_ / 2 + FromDIP(kLeastPlotHeight + kGrid / 2) + times};
}

wxRect StripChart::headerArea() const { return {0, 0, GetClientSize().x, smallHeight_ + largeHeight_}; }

// Over it half a small line stays free, for the figure at the axis's top.
wxRect StripChart::plotArea() const {
  const wxSize area = GetClientSize();
  const int top = headerArea().height + smallHeight_ / 2;
  const int bottom = area.y - FromDIP(kGrid / 2) - (namesTimes_ ? smallHeight_ : 0);
  return {FromDIP(kGutter), top, area.x - FromDIP(kGutter + kGrid), std::max(1, bottom - top)};
}

void StripChart::onPaint(wxPaintEvent&) {
  wxPaintDC dc(this);
  if (IsExposed(headerArea())) drawHeader(dc);
  const wxRect plot = plotArea();
  const wxRect below(0, headerArea().height, GetClientSize().x, GetClientSize().y - headerArea().height);
  if (IsExposed(below)) {
    drawGrid(dc, plot);
    drawCurves(dc, plot);
  }
  if (!HasFocus()) return;
  dc.SetBrush(*wxTRANSPARENT_BRUSH);
  dc.SetPen(wxPen(widgets::textColour(), 1, wxPENSTYLE_DOT));
  dc.DrawRectangle(GetClientRect());
}

void StripChart::drawHeader(wxDC& dc) const {
  const int inset = FromDIP(kGrid);
  dc.SetFont(GetFont().Bold());
  dc.SetTextForeground(widgets::textColour());
  dc.DrawText(spec_.title, inset, 0);
  const int unitTop = dc.GetCharHeight();
  dc.SetFont(smallFont());
  dc.SetTextForeground(widgets::quietTextColour());
  dc.DrawText(spec_.axisUnit, inset, unitTop);
  std::vector<std::size_t> heads;
  for (std::size_t i = 0; i < spec_.series.size(); ++i)
    if (isThere(spec_.series[i], points_[i])) heads.push_back(i);
  const int count = static_cast<int>(heads.size());
  const int room = GetClientSize().x - FromDIP(kTitleWidth + kGrid);
  for (int i = 0; i < count; ++i)
    drawSeriesHead(dc, heads[static_cast<std::size_t>(i)], FromDIP(kTitleWidth) + room * (i + 1) / count);
}

// Both lines end at the same place: nothing moves when the figure gets a digit more.
void StripChart::drawSeriesHead(wxDC& dc, std::size_t index, int right) const {
  const ChartSeries& series = spec_.series[index];
  dc.SetFont(smallFont());
  dc.SetTextForeground(widgets::quietTextColour());
  const int words = right - dc.GetTextExtent(series.words).x;
  dc.DrawText(series.words, words, 0);
  const int keyHeight = FromDIP(kKeyHeight), keyWidth = FromDIP(kKeyWidth);
  drawKey(dc, series, {words - keyWidth - FromDIP(kGrid / 2), (smallHeight_ - keyHeight) / 2, keyWidth, keyHeight});
  const wxString unit = wxString(" ") + spec_.figureUnit;
  const int unitLeft = right - dc.GetTextExtent(unit).x;
  dc.DrawText(unit, unitLeft, headerArea().height - smallHeight_ - FromDIP(1));
  dc.SetFont(largeFont());
  dc.SetTextForeground(widgets::textColour());
  drawTabular(dc, figures_[index], unitLeft - tabularWidth(dc, figures_[index]), smallHeight_);
}

wxPen StripChart::penFor(const ChartSeries& series) const {
  const bool dashes = series.look == SeriesLook::Dashes;
  wxPen pen(lineColour(series.tone), FromDIP(dashes ? 1 : 2));
  if (dashes) pen.SetStyle(wxPENSTYLE_SHORT_DASH);
  return pen;
}

void StripChart::drawKey(wxDC& dc, const ChartSeries& series, const wxRect& where) const {
  if (series.look == SeriesLook::Line || series.look == SeriesLook::Dashes) {
    dc.SetPen(penFor(series));
    dc.DrawLine(where.x, where.y + where.height / 2, where.x + where.width, where.y + where.height / 2);
    return;
  }
  fill(dc, series, where);
}

void StripChart::fill(wxDC& dc, const ChartSeries& series, const wxRect& where) const {
  const wxColour colour = lineColour(series.tone);
  const bool whole = series.look == SeriesLook::Solid;
  dc.SetPen(*wxTRANSPARENT_PEN);
  dc.SetBrush(wxBrush(whole ? colour : widgets::mixed(colour, widgets::windowColour(), kAreaShare)));
  dc.DrawRectangle(where);
  dc.SetPen(wxPen(colour, FromDIP(1)));
  if (series.look == SeriesLook::Hatched) hatch(dc, where, FromDIP(kHatchGap));
  if (series.look == SeriesLook::Striped) stripe(dc, where, FromDIP(kStripeGap));
  if (series.look == SeriesLook::Area) dc.DrawLine(where.x, where.y, where.x + where.width, where.y);
}

void StripChart::drawGrid(wxDC& dc, const wxRect& plot) const {
  dc.SetFont(smallFont());
  dc.SetTextForeground(widgets::quietTextColour());
  dc.SetPen(wxPen(widgets::mixed(widgets::textColour(), widgets::windowColour(), kGridShare), 1));
  for (const double tick : ticksOf(axis_)) {
    const int y = plot.y + yOf(tick, axis_, {plot.width, plot.height});
    dc.DrawLine(plot.x, y, plot.x + plot.width, y);
    const wxString label = text(tickText(tick, axis_));
    drawTabular(dc, label, plot.x - FromDIP(kGrid / 2) - tabularWidth(dc, label), y - smallHeight_ / 2);
  }
  for (const int ago : kTickSeconds) {
    const int x = plot.x + xOf(ago, {plot.width, plot.height});
    dc.DrawLine(x, plot.y, x, plot.y + plot.height);
  }
  if (namesTimes_) drawTimes(dc, plot);
}

void StripChart::drawTimes(wxDC& dc, const wxRect& plot) const {
  for (const int ago : kTickSeconds) {
    const wxString label = ago == 0 ? wxString("now") : wxString::Format("%d s", ago);
    const int width = dc.GetTextExtent(label).x;
    const int x = plot.x + xOf(ago, {plot.width, plot.height}) - (ago == 0 ? width : width / 2);
    dc.DrawText(label, x, plot.y + plot.height + FromDIP(kGrid / 2));
  }
}

void StripChart::drawCurves(wxDC& dc, const wxRect& plot) const {
  if (spec_.stacked) return drawStack(dc, plot);
  for (std::size_t i = 0; i < points_.size(); ++i) drawSeries(dc, i, plot);
}

void StripChart::drawStack(wxDC& dc, const wxRect& plot) const {
  for (const StackColumn& column : columnsOf(points_, axis_, {plot.width, plot.height})) {
    for (std::size_t i = 0; i < spec_.series.size(); ++i) {
      const StackPart& part = column.parts[i];
      if (part.empty()) continue;
      fill(dc, spec_.series[i],
           {plot.x + column.left, plot.y + part.top, column.right - column.left, part.bottom - part.top});
    }
  }
}

void StripChart::drawSeries(wxDC& dc, std::size_t index, const wxRect& plot) const {
  const ChartSeries& series = spec_.series[index];
  for (const auto& line : linesOf(points_[index], axis_, {plot.width, plot.height})) {
    std::vector<wxPoint> points;
    for (const PlotPoint& point : line) points.emplace_back(plot.x + point.x, plot.y + point.y);
    // One value alone is seen, too.
    if (points.size() == 1) points.emplace_back(points.front().x + FromDIP(2), points.front().y);
    const int count = static_cast<int>(points.size());
    if (series.look == SeriesLook::Area) {
      std::vector<wxPoint> area = points;
      area.emplace_back(points.back().x, plot.y + plot.height);
      area.emplace_back(points.front().x, plot.y + plot.height);
      dc.SetPen(*wxTRANSPARENT_PEN);
      dc.SetBrush(wxBrush(widgets::mixed(lineColour(series.tone), widgets::windowColour(), kAreaShare)));
      dc.DrawPolygon(count + 2, area.data());
    }
    dc.SetPen(penFor(series));
    dc.DrawLines(count, points.data());
  }
}

}  // namespace zoetrope::client
