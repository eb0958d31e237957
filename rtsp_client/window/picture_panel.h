// SPDX-License-Identifier: MIT
// The picture, as large as fits on black; without one, an invitation that says what to press.
// Thread: the window's.
// Borrows: the decode thread, until it is destroyed.
#pragma once

#include "rtsp_client/decode_thread.h"
#include "rtsp_client/window/picture_surface.h"

#include <wx/window.h>

#include <cstdint>
#include <functional>

namespace zoetrope::client {

struct Invitation {
  wxString title;
  wxString hint;
  friend bool operator==(const Invitation&, const Invitation&) = default;
};

// No wxPanel: that would hand the keyboard to the message that lies over it.
class PicturePanel : public wxWindow {
 public:
  // Called after each paint of a picture that had not been painted before, with its number.
  using PaintedHandler = std::function<void(std::int64_t number)>;

  explicit PicturePanel(wxWindow* parent);

  void connectTo(DecodeThread* decoder);
  void setPaintedHandler(PaintedHandler handler) { onPainted_ = std::move(handler); }
  // Takes the newest picture from the decode thread.
  void takePicture();
  // Back to the invitation; what the decode thread still has is forgotten.
  void clear();
  void invite(const Invitation& invitation);
  // So many rows at the top lie under a message; the invitation keeps clear of them.
  void setCovered(int rows);
  // Called when the panel has another size, after the decode thread knows it.
  void setResizedHandler(std::function<void()> handler) { onResized_ = std::move(handler); }

  // The place of the keyboard when no control has it.
  bool AcceptsFocus() const override { return true; }

 private:
  void onPaint(wxPaintEvent& event);
  void onSize(wxSizeEvent& event);
  void drawPicture(wxPaintDC& dc);
  void drawInvitation(wxDC& dc) const;
  PixelSize area() const { return {GetClientSize().x, GetClientSize().y}; }
  void askForSize();
  void nameForReaders();

  // Given (not owned).
  DecodeThread* decoder_ = nullptr;

  // State.
  PaintedHandler onPainted_;
  std::function<void()> onResized_;
  PictureSurface surface_;
  // Decides the picture's place; the picture itself may come in half that size.
  PixelSize shape_;
  PictureShare share_;
  std::int64_t number_ = -1;
  bool fresh_ = false;
  int covered_ = 0;
  Invitation invitation_;
};

}  // namespace zoetrope::client
