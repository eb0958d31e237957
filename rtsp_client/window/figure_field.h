// SPDX-License-Identifier: MIT
// A line of text whose digits all have one width and whose field never changes its size: figures that change many
// times a second stay readable, and nothing beside them moves.
// Thread: the window's.
#pragma once

#include <wx/window.h>

namespace zoetrope::client {

class FigureField : public wxWindow {
 public:
  enum class Align { Left, Right };

  // As wide as `widest`, or less where `canShrink`: then the text is cut with an ellipsis.
  FigureField(wxWindow* parent, const wxString& name, const wxString& widest, Align align, bool canShrink = false);

  // Repaints only when it is another text.
  void show(const wxString& text);
  // Whether it would stand there whole.
  bool fits(const wxString& text) const;
  void setQuiet(bool quiet);
  void setBold(bool bold);
  const wxString& text() const { return text_; }

  bool AcceptsFocus() const override { return false; }

 protected:
  wxSize DoGetBestClientSize() const override;

 private:
  void onPaint(wxPaintEvent& event);

  wxString name_;
  wxString widest_;
  wxString text_;
  Align align_;
  bool canShrink_;
  bool quiet_ = false;
};

// Every digit as wide as the widest one.
int tabularWidth(const wxDC& dc, const wxString& text);
void drawTabular(wxDC& dc, const wxString& text, int x, int y);

}  // namespace zoetrope::client
