// SPDX-License-Identifier: MIT
#include "rtsp_client/window/time_line.h"

#include "rtsp_client/window/status_text.h"
#include "widgets/accessibility.h"
#include "widgets/palette.h"

#include <wx/dcbuffer.h>
#include <wx/settings.h>

#include <cmath>

namespace zoetrope::client {
namespace {

constexpr int kBarHeight = 8;
constexpr int kThumbRadius = 7;
constexpr int kHeight = 24;
constexpr int kLeastWidth = 160;

std::optional<TimeLineKey> keyOf(int code) {
  switch (code) {
    case WXK_LEFT:
    case WXK_DOWN:
      return TimeLineKey::Back;
    case WXK_RIGHT:
    case WXK_UP:
      return TimeLineKey::Forward;
    case WXK_PAGEDOWN:
      return TimeLineKey::PageBack;
    case WXK_PAGEUP:
      return TimeLineKey::PageForward;
    case WXK_HOME:
      return TimeLineKey::Start;
    case WXK_END:
      return TimeLineKey::End;
    default:
      return std::nullopt;
  }
}

void fillStretch(wxDC& dc, const wxRect& bar, Stretch stretch, const wxColour& colour) {
  if (stretch.empty()) return;
  dc.SetBrush(wxBrush(colour));
  dc.DrawRectangle(bar.x + stretch.from, bar.y, stretch.to - stretch.from, bar.height);
}

}  // namespace

TimeLine::TimeLine(wxWindow* parent, SeekHandler onSeek) : onSeek_(std::move(onSeek)) {
  SetBackgroundStyle(wxBG_STYLE_SYSTEM);
  Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE | wxFULL_REPAINT_ON_RESIZE | wxWANTS_CHARS);
  Bind(wxEVT_PAINT, &TimeLine::onPaint, this);
  Bind(wxEVT_LEFT_DOWN, &TimeLine::onClick, this);
  Bind(wxEVT_MOTION, &TimeLine::onMove, this);
  Bind(wxEVT_KEY_DOWN, &TimeLine::onKey, this);
  const auto repaint = [this](wxFocusEvent& event) {
    Refresh();
    event.Skip();
  };
  Bind(wxEVT_SET_FOCUS, repaint);
  Bind(wxEVT_KILL_FOCUS, repaint);
  nameForReaders();
  SetCanFocus(false);
  SetInitialSize();
}

void TimeLine::show(const TimeLineState& state) {
  const int width = barWidth();
  const bool moved = playedStretch(state, width) != playedStretch(state_, width) ||
                     heldStretch(state, width) != heldStretch(state_, width) ||
                     heldAgainStretch(state, width) != heldAgainStretch(state_, width) ||
                     state.canSeek != state_.canSeek || (state.duration > 0) != (state_.duration > 0);
  const bool otherTime = std::floor(state.position) != std::floor(state_.position) || state.canSeek != state_.canSeek;
  state_ = state;
  if (otherTime) nameForReaders();
  if (!moved) return;
  SetCanFocus(state_.canSeek);
  SetCursor(state_.canSeek ? wxCursor(wxCURSOR_HAND) : wxNullCursor);
  Refresh();
}

void TimeLine::nameForReaders() {
  wxString name = "Time line";
  if (state_.duration > 0) name += ": " + wxString::FromUTF8(positionText(state_.position, state_.duration));
  widgets::setAccessibleName(*this, name, widgets::AccessibleRole::Slider);
}

wxSize TimeLine::DoGetBestClientSize() const { return FromDIP(wxSize(kLeastWidth, kHeight)); }

void TimeLine::onPaint(wxPaintEvent&) {
  wxPaintDC dc(this);
  dc.SetPen(*wxTRANSPARENT_PEN);
  drawBar(dc);
  if (state_.canSeek) drawThumb(dc);
}

void TimeLine::drawBar(wxDC& dc) const {
  const wxSize area = GetClientSize();
  const int height = FromDIP(kBarHeight);
  const wxRect bar(margin(), (area.y - height) / 2, barWidth(), height);
  dc.SetBrush(wxBrush(widgets::trackColour()));
  dc.DrawRectangle(bar);
  fillStretch(dc, bar, heldStretch(state_, bar.width), widgets::kFillingColour);
  fillStretch(dc, bar, playedStretch(state_, bar.width), widgets::kGoodColour);
  fillStretch(dc, bar, heldAgainStretch(state_, bar.width), widgets::kFillingColour);
}

void TimeLine::drawThumb(wxDC& dc) const {
  const int x = margin() + playedStretch(state_, barWidth()).to;
  const wxPoint middle(x, GetClientSize().y / 2);
  const int radius = FromDIP(kThumbRadius);
  // A rim that shows on any theme; with the keyboard's focus it stands out.
  dc.SetBrush(wxBrush(HasFocus() ? widgets::textColour() : widgets::windowColour()));
  dc.DrawCircle(middle, radius + FromDIP(HasFocus() ? 2 : 1));
  dc.SetBrush(wxBrush(widgets::kGoodColour));
  dc.DrawCircle(middle, radius);
}

void TimeLine::seek(std::optional<double> seconds) {
  if (seconds) onSeek_(*seconds);
}

void TimeLine::onClick(wxMouseEvent& event) { seek(timeAt(state_, event.GetX() - margin(), barWidth())); }

// The time under the mouse, so that a click is no guess.
void TimeLine::onMove(wxMouseEvent& event) {
  const auto seconds = timeAt(state_, event.GetX() - margin(), barWidth());
  SetToolTip(seconds ? wxString::FromUTF8(timeText(*seconds)) : wxString());
  event.Skip();
}

void TimeLine::onKey(wxKeyEvent& event) {
  const auto key = keyOf(event.GetKeyCode());
  if (key) {
    seek(timeAfterKey(state_, *key));
  } else if (!HandleAsNavigationKey(event)) {
    event.Skip();
  }
}

}  // namespace zoetrope::client
