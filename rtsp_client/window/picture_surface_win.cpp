// SPDX-License-Identifier: MIT
// The decoder's pixels are those of a device-independent bitmap: GDI scales and paints them as they lie there.
#include "rtsp_client/window/picture_surface.h"

#include <wx/msw/wrapwin.h>
#include <wx/window.h>

#include <algorithm>
#include <cmath>

namespace zoetrope::client {
namespace {

constexpr int kBytesPerPixel = 4;

int shareOf(int size, double part) { return std::max(1, static_cast<int>(std::lround(size * part))); }

// Rows from the top; those below the share count as not there, for GDI counts a part's rows from the lower end.
BITMAPINFO described(const Picture& picture, int rows) {
  BITMAPINFO info{};
  info.bmiHeader.biSize = sizeof info.bmiHeader;
  info.bmiHeader.biWidth = picture.stride / kBytesPerPixel;
  info.bmiHeader.biHeight = -rows;
  info.bmiHeader.biPlanes = 1;
  info.bmiHeader.biBitCount = kBytesPerPixel * 8;
  info.bmiHeader.biCompression = BI_RGB;
  return info;
}

}  // namespace

class PictureSurface::Impl {
 public:
  const Picture* picture = nullptr;  // borrowed
};

PictureSurface::PictureSurface() : impl_(std::make_unique<Impl>()) {}
PictureSurface::~PictureSurface() = default;
void PictureSurface::show(const Picture& picture) { impl_->picture = &picture; }
void PictureSurface::clear() { impl_->picture = nullptr; }
bool PictureSurface::empty() const { return impl_->picture == nullptr; }

// The window's units are pixels here.
void PictureSurface::draw(wxPaintDC& dc, const PixelRect& where, double /*contentScale*/, const PictureShare& share) {
  if (empty()) return;
  const Picture& picture = *impl_->picture;
  const int columns = shareOf(picture.width, share.width);
  const int rows = shareOf(picture.height, share.height);
  const BITMAPINFO info = described(picture, rows);
  auto* const device = static_cast<HDC>(dc.GetHDC());
  // The mode that mixes pixels instead of leaving some out.
  ::SetStretchBltMode(device, HALFTONE);
  ::SetBrushOrgEx(device, 0, 0, nullptr);
  ::StretchDIBits(device, where.x, where.y, where.width, where.height, 0, 0, columns, rows, picture.pixels.data(),
                  &info, DIB_RGB_COLORS, SRCCOPY);
}

void leaveOthersInFront(wxWindow& window) {
  auto* const handle = static_cast<HWND>(window.GetHWND());
  ::SetWindowLongPtrW(handle, GWL_STYLE, ::GetWindowLongPtrW(handle, GWL_STYLE) | WS_CLIPSIBLINGS);
}

void waitForDisplay() { ::GdiFlush(); }

}  // namespace zoetrope::client
