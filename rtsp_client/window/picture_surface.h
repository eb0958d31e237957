// SPDX-License-Identifier: MIT
// A decoded picture as the platform draws it fastest: a cairo image surface on GTK, a bitmap of GDI's on
// Windows, a 24-bit bitmap elsewhere.
// Thread: the window's.
// Borrows: the pixels of the picture that is shown (GTK, Windows); other platforms copy them.
#pragma once

#include "rtsp_client/decode_thread.h"
#include "rtsp_client/window/letterbox.h"

#include <wx/dcclient.h>

#include <memory>

namespace zoetrope::client {

class PictureSurface {
 public:
  PictureSurface();
  ~PictureSurface();
  PictureSurface(const PictureSurface&) = delete;
  PictureSurface& operator=(const PictureSurface&) = delete;

  // The decode thread's own buffer is drawn where the platform can: it has to stay until the next show() or clear().
  void show(const Picture& picture);
  void clear();
  bool empty() const;
  // That share of the picture into `where`, in the window's own units, scaled as needed.
  void draw(wxPaintDC& dc, const PixelRect& where, double contentScale, const PictureShare& share);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// What lies over the window stays in front of what is painted in it, which Windows has to be told.
void leaveOthersInFront(wxWindow& window);

// Comes back when all that was painted so far has reached the display.
void waitForDisplay();

}  // namespace zoetrope::client
