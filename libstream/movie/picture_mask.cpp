// SPDX-License-Identifier: MIT
#include "libstream/movie/picture_mask.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::movie {
namespace {

std::uint8_t toByte(float value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F)); }

// How far a point is outside of a stroke; negative inside.
float strokeDistance(Point p, Point a, float ra, Point b, float rb) {
  const Point along = b - a, toPoint = p - a;
  const float lengthSquared = along.x * along.x + along.y * along.y;
  const float dot = toPoint.x * along.x + toPoint.y * along.y;
  const float t = lengthSquared > 0 ? std::clamp(dot / lengthSquared, 0.0F, 1.0F) : 0.0F;
  const Point away = toPoint - along * t;
  return std::sqrt(away.x * away.x + away.y * away.y) - (ra + (rb - ra) * t);
}

}  // namespace

void Picture::set(int x, int y, Colour colour) {
  std::uint8_t* const p = pixel(x, y);
  p[0] = toByte(colour.r);
  p[1] = toByte(colour.g);
  p[2] = toByte(colour.b);
}

void Picture::blend(int x, int y, Colour colour, float opacity) {
  if (opacity <= 0 || x < 0 || y < 0 || x >= width || y >= height) return;
  const std::uint8_t* const p = pixel(x, y);
  set(x, y, mix({static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2])}, colour, opacity));
}

void PictureMask::addStroke(Point a, float ra, Point b, float rb) {
  const float reach = std::max(ra, rb) + 1;
  const int left = std::max(0, static_cast<int>(std::floor(std::min(a.x, b.x) - reach)));
  const int right = std::min(width_ - 1, static_cast<int>(std::ceil(std::max(a.x, b.x) + reach)));
  const int top = std::max(0, static_cast<int>(std::floor(std::min(a.y, b.y) - reach)));
  const int bottom = std::min(height_ - 1, static_cast<int>(std::ceil(std::max(a.y, b.y) + reach)));
  for (int y = top; y <= bottom; ++y) {
    for (int x = left; x <= right; ++x) {
      const Point centre{static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F};
      const float cover = std::clamp(0.5F - strokeDistance(centre, a, ra, b, rb), 0.0F, 1.0F);
      float& held =
          cover_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
      held = std::max(held, cover);
    }
  }
}

float PictureMask::at(int x, int y) const {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return 0;
  return cover_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
}

float PictureMask::sampleBand(float x, float y) const {
  const float column = std::floor(x - 0.5F), row = std::floor(y - 0.5F);
  const float fx = x - 0.5F - column, fy = y - 0.5F - row;
  const int y0 = static_cast<int>(row);
  int x0 = static_cast<int>(column) % width_;
  if (x0 < 0) x0 += width_;
  const int x1 = x0 + 1 == width_ ? 0 : x0 + 1;
  const float upper = at(x0, y0) * (1 - fx) + at(x1, y0) * fx;
  const float lower = at(x0, y0 + 1) * (1 - fx) + at(x1, y0 + 1) * fx;
  return upper * (1 - fy) + lower * fy;
}

void PictureMask::paint(Picture& picture, int left, int top, Colour colour, float opacity) const {
  for (int y = 0; y < height_; ++y)
    for (int x = 0; x < width_; ++x) picture.blend(left + x, top + y, colour, at(x, y) * opacity);
}

}  // namespace zoetrope::movie
