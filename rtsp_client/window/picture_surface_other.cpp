// SPDX-License-Identifier: MIT
#include "rtsp_client/window/picture_surface.h"

#include <wx/bitmap.h>
#include <wx/rawbmp.h>

#include <algorithm>
#include <cmath>

namespace zoetrope::client {
namespace {

void copyPixels(const Picture& picture, wxBitmap& bitmap) {
  wxNativePixelData data(bitmap);
  if (!data) return;
  wxNativePixelData::Iterator row(data);
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* from = picture.pixels.data() + static_cast<std::size_t>(y) * picture.stride;
    wxNativePixelData::Iterator to = row;
    for (int x = 0; x < picture.width; ++x, ++to, from += 4) {
      to.Blue() = from[0];
      to.Green() = from[1];
      to.Red() = from[2];
    }
    row.OffsetY(data, 1);
  }
}

wxBitmap partOf(const wxBitmap& bitmap, const PictureShare& share) {
  const auto pixels = [](int size, double part) { return std::max(1, static_cast<int>(std::lround(size * part))); };
  return bitmap.GetSubBitmap({0, 0, pixels(bitmap.GetWidth(), share.width), pixels(bitmap.GetHeight(), share.height)});
}

}  // namespace

// 24 bits, no alpha: a bitmap with alpha is blended pixel by pixel.
class PictureSurface::Impl {
 public:
  wxBitmap bitmap;
};

PictureSurface::PictureSurface() : impl_(std::make_unique<Impl>()) {}
PictureSurface::~PictureSurface() = default;

void PictureSurface::show(const Picture& picture) {
  wxBitmap& bitmap = impl_->bitmap;
  if (!bitmap.IsOk() || bitmap.GetWidth() != picture.width || bitmap.GetHeight() != picture.height) {
    bitmap.Create(picture.width, picture.height, 24);
  }
  copyPixels(picture, bitmap);
}

void PictureSurface::clear() { impl_->bitmap = wxNullBitmap; }
bool PictureSurface::empty() const { return !impl_->bitmap.IsOk(); }

void PictureSurface::draw(wxPaintDC& dc, const PixelRect& where, double /*contentScale*/, const PictureShare& share) {
  if (empty()) return;
  const wxBitmap bitmap = share.whole() ? impl_->bitmap : partOf(impl_->bitmap, share);
  double oldX = 1, oldY = 1;
  dc.GetUserScale(&oldX, &oldY);
  const double scaleX = static_cast<double>(where.width) / bitmap.GetWidth();
  const double scaleY = static_cast<double>(where.height) / bitmap.GetHeight();
  dc.SetUserScale(scaleX, scaleY);
  dc.DrawBitmap(bitmap, static_cast<int>(where.x / scaleX), static_cast<int>(where.y / scaleY), false);
  dc.SetUserScale(oldX, oldY);
}

void leaveOthersInFront(wxWindow&) {}

void waitForDisplay() {}

}  // namespace zoetrope::client
