// SPDX-License-Identifier: MIT
// A still of the demo movie as large as there is room, with the sign for playing on it; a click plays.
// The picture is frame 12 of hd720.mjpeg at half its size: zoetrope-server --make-demo draws it, the program has it
// inside. Thread: the window's.
#pragma once

#include <wx/bitmap.h>
#include <wx/image.h>
#include <wx/panel.h>

#include <functional>
#include <span>

namespace zoetrope::launcher {

// A JPEG.
std::span<const unsigned char> demoStill();

class StillPanel : public wxPanel {
 public:
  StillPanel(wxWindow* parent, std::function<void()> play);
  // A picture for the eyes; the button beside it is for the keyboard.
  bool AcceptsFocus() const override { return false; }

 private:
  void paint();
  wxRect place() const;

  wxImage picture_;
  wxBitmap scaled_;
  std::function<void()> play_;
};

}  // namespace zoetrope::launcher
