// SPDX-License-Identifier: MIT
#include "rtsp_client/window/picture_surface.h"

#include <cairo.h>
#include <gdk/gdk.h>

namespace zoetrope::client {

class PictureSurface::Impl {
 public:
  ~Impl() { clear(); }

  void show(const Picture& picture) {
    clear();
    // cairo takes a pointer that it could write through, but a source is only read.
    auto* const pixels = const_cast<unsigned char*>(picture.pixels.data());
    surface_ =
        cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_RGB24, picture.width, picture.height, picture.stride);
    size_ = {picture.width, picture.height};
  }

  void clear() {
    if (surface_ != nullptr) cairo_surface_destroy(surface_);
    surface_ = nullptr;
    size_ = {};
  }

  bool empty() const { return surface_ == nullptr; }

  void draw(cairo_t* cairo, const PixelRect& where, double contentScale) {
    cairo_save(cairo);
    cairo_rectangle(cairo, where.x, where.y, where.width, where.height);
    cairo_clip(cairo);
    cairo_translate(cairo, where.x, where.y);
    cairo_scale(cairo, static_cast<double>(where.width) / size_.width,
                static_cast<double>(where.height) / size_.height);
    cairo_set_source_surface(cairo, surface_, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo), filterFor(where, contentScale));
    cairo_set_operator(cairo, CAIRO_OPERATOR_SOURCE);
    cairo_paint(cairo);
    cairo_restore(cairo);
  }

 private:
  // Pixel for pixel where the sizes agree; bilinear costs a fraction of cairo's better filters and the decoder has
  // already brought the picture near its size.
  cairo_filter_t filterFor(const PixelRect& where, double contentScale) const {
    const bool exact = toPhysical({where.width, where.height}, contentScale) == size_;
    return exact ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR;
  }

  cairo_surface_t* surface_ = nullptr;
  PixelSize size_;
};

PictureSurface::PictureSurface() : impl_(std::make_unique<Impl>()) {}
PictureSurface::~PictureSurface() = default;
void PictureSurface::show(const Picture& picture) { impl_->show(picture); }
void PictureSurface::clear() { impl_->clear(); }
bool PictureSurface::empty() const { return impl_->empty(); }

void PictureSurface::draw(wxPaintDC& dc, const PixelRect& where, double contentScale) {
  auto* const cairo = static_cast<cairo_t*>(dc.GetHandle());
  if (cairo != nullptr && !impl_->empty()) impl_->draw(cairo, where, contentScale);
}

void waitForDisplay() { gdk_display_sync(gdk_display_get_default()); }

// Not gtk_init_check: wx has settings to make before GTK is initialised.
bool hasDisplay() { return gdk_display_open(nullptr) != nullptr; }

}  // namespace zoetrope::client
