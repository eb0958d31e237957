// SPDX-License-Identifier: MIT
// The movie from its start to its end: what was played, what the cache holds, the rest. A click or a key seeks where
// that is possible; otherwise it only shows.
// Thread: the window's.
#pragma once

#include "rtsp_client/window/time_line_geometry.h"

#include <wx/window.h>

#include <functional>

namespace zoetrope::client {

class TimeLine : public wxWindow {
 public:
  using SeekHandler = std::function<void(double seconds)>;

  TimeLine(wxWindow* parent, SeekHandler onSeek);

  // Repaints only when something moves by a pixel or more.
  void show(const TimeLineState& state);

  // Always, as GTK asks only once; SetCanFocus says when.
  bool AcceptsFocus() const override { return true; }

 protected:
  wxSize DoGetBestClientSize() const override;

 private:
  void onPaint(wxPaintEvent& event);
  void onClick(wxMouseEvent& event);
  void onMove(wxMouseEvent& event);
  void onKey(wxKeyEvent& event);
  void drawBar(wxDC& dc) const;
  void drawThumb(wxDC& dc) const;
  void seek(std::optional<double> seconds);
  void nameForReaders();

  // The bar lies between margins wide enough for the thumb at either end.
  int margin() const { return FromDIP(8); }
  int barWidth() const { return GetClientSize().x - 2 * margin(); }

  SeekHandler onSeek_;
  TimeLineState state_;
};

}  // namespace zoetrope::client
