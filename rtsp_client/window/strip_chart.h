// SPDX-License-Identifier: MIT
// One chart of the Network panel: its title, each series with its legend and its present value in large figures, and
// the last minute.
// Thread: the window's.
#pragma once

#include "rtsp_client/window/network_charts.h"

#include <wx/window.h>

#include <array>

namespace zoetrope::client {

class StripChart : public wxWindow {
 public:
  // The lowest chart of a column names the times for all.
  StripChart(wxWindow* parent, NetworkChart which, bool namesTimes);

  // Repaints the figures when they are others, the curves when there is a new sample.
  void show(std::span<const playback::HistorySample> samples, const playback::Counters& counters, bool newSample);

 protected:
  wxSize DoGetBestClientSize() const override;

 private:
  void onPaint(wxPaintEvent& event);
  wxFont smallFont() const;
  wxFont largeFont() const;
  wxRect headerArea() const;
  wxRect plotArea() const;
  void drawHeader(wxDC& dc) const;
  void drawSeriesHead(wxDC& dc, std::size_t index, int right) const;
  void drawKey(wxDC& dc, const ChartSeries& series, const wxRect& where) const;
  void drawGrid(wxDC& dc, const wxRect& plot) const;
  void drawTimes(wxDC& dc, const wxRect& plot) const;
  void drawCurves(wxDC& dc, const wxRect& plot) const;
  void drawStack(wxDC& dc, const wxRect& plot) const;
  void drawSeries(wxDC& dc, std::size_t index, const wxRect& plot) const;
  wxPen penFor(const ChartSeries& series) const;
  void fill(wxDC& dc, const ChartSeries& series, const wxRect& where) const;

  NetworkChart which_;
  const ChartSpec& spec_;
  bool namesTimes_;
  std::vector<ChartPoints> points_;
  std::vector<wxString> figures_;
  ValueAxis axis_;
  // Heights of the two lines of the header, for the font.
  int smallHeight_ = 0;
  int largeHeight_ = 0;
};

}  // namespace zoetrope::client
