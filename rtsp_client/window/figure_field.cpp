// SPDX-License-Identifier: MIT
#include "rtsp_client/window/figure_field.h"

#include "widgets/accessibility.h"
#include "widgets/palette.h"

#include <wx/control.h>
#include <wx/dcclient.h>

#include <algorithm>

namespace zoetrope::client {
namespace {

bool isDigit(wxUniChar character) { return character >= '0' && character <= '9'; }

int digitWidth(const wxDC& dc) {
  int widest = 0;
  for (char digit = '0'; digit <= '9'; ++digit) widest = std::max(widest, dc.GetTextExtent(wxString(digit)).x);
  return widest;
}

// Calls use(piece, isDigit) for each digit and for each run between digits.
template <class Use>
void forEachPiece(const wxString& text, Use use) {
  wxString run;
  for (const wxUniChar character : text) {
    if (!isDigit(character)) {
      run += character;
      continue;
    }
    if (!run.empty()) use(run, false);
    run.clear();
    use(wxString(character), true);
  }
  if (!run.empty()) use(run, false);
}

}  // namespace

int tabularWidth(const wxDC& dc, const wxString& text) {
  const int digit = digitWidth(dc);
  int width = 0;
  forEachPiece(text, [&](const wxString& piece, bool isOne) { width += isOne ? digit : dc.GetTextExtent(piece).x; });
  return width;
}

void drawTabular(wxDC& dc, const wxString& text, int x, int y) {
  const int digit = digitWidth(dc);
  forEachPiece(text, [&](const wxString& piece, bool isOne) {
    const int width = dc.GetTextExtent(piece).x;
    dc.DrawText(piece, isOne ? x + (digit - width) / 2 : x, y);
    x += isOne ? digit : width;
  });
}

FigureField::FigureField(wxWindow* parent, const wxString& name, const wxString& widest, Align align, bool canShrink)
    : name_(name), widest_(widest), align_(align), canShrink_(canShrink) {
  SetBackgroundStyle(wxBG_STYLE_SYSTEM);
  Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE | wxFULL_REPAINT_ON_RESIZE);
  Bind(wxEVT_PAINT, &FigureField::onPaint, this);
  widgets::setAccessibleName(*this, name_, widgets::AccessibleRole::Label);
  SetInitialSize();
}

void FigureField::show(const wxString& text) {
  if (text == text_) return;
  text_ = text;
  widgets::setAccessibleName(*this, name_ + ": " + text_);
  if (canShrink_) SetToolTip(text_);
  Refresh();
}

bool FigureField::fits(const wxString& text) const {
  wxClientDC dc(const_cast<FigureField*>(this));
  dc.SetFont(GetFont());
  return tabularWidth(dc, text) <= GetClientSize().x;
}

void FigureField::setQuiet(bool quiet) {
  if (quiet == quiet_) return;
  quiet_ = quiet;
  Refresh();
}

void FigureField::setBold(bool bold) {
  SetFont(bold ? GetFont().Bold() : GetFont());
  InvalidateBestSize();
  SetInitialSize();
}

wxSize FigureField::DoGetBestClientSize() const {
  wxClientDC dc(const_cast<FigureField*>(this));
  dc.SetFont(GetFont());
  return {canShrink_ ? FromDIP(64) : tabularWidth(dc, widest_), dc.GetCharHeight()};
}

void FigureField::onPaint(wxPaintEvent&) {
  wxPaintDC dc(this);
  dc.SetFont(GetFont());
  dc.SetTextForeground(quiet_ ? widgets::quietTextColour() : widgets::textColour());
  const wxSize area = GetClientSize();
  wxString shown = text_;
  if (canShrink_) shown = wxControl::Ellipsize(text_, dc, wxELLIPSIZE_END, area.x);
  const int x = align_ == Align::Right ? area.x - tabularWidth(dc, shown) : 0;
  drawTabular(dc, shown, x, (area.y - dc.GetCharHeight()) / 2);
}

}  // namespace zoetrope::client
