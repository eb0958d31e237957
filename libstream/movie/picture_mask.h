// SPDX-License-Identifier: MIT
// Shapes with smooth edges: coverage of pixels, built up from strokes, and laid over a picture in a colour.
// Thread: values, no shared state.
#pragma once

#include "libstream/base/bytes.h"

#include <vector>

namespace zoetrope::movie {

struct Colour {
  float r, g, b;  // 0..255

  friend Colour operator*(Colour c, float k) { return {c.r * k, c.g * k, c.b * k}; }
  friend Colour operator+(Colour one, Colour two) { return {one.r + two.r, one.g + two.g, one.b + two.b}; }
};

inline Colour mix(Colour a, Colour b, float t) { return a * (1 - t) + b * t; }

struct Point {
  float x, y;

  friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
  friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
  friend Point operator*(Point a, float k) { return {a.x * k, a.y * k}; }
};

// Three bytes a pixel, rows without padding.
struct Picture {
  Picture(int w, int h) : width(w), height(h), rgb(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3) {}

  std::uint8_t* pixel(int x, int y) {
    return rgb.data() +
           (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 3;
  }
  void set(int x, int y, Colour colour);
  void blend(int x, int y, Colour colour, float opacity);

  int width;
  int height;
  ByteBuffer rgb;
};

class PictureMask {
 public:
  PictureMask(int width, int height)
      : width_(width), height_(height), cover_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

  // A stroke from a to b whose thickness goes from radius ra to rb, with round ends.
  void addStroke(Point a, float ra, Point b, float rb);

  int width() const { return width_; }
  int height() const { return height_; }
  // 0..1; outside 0.
  float at(int x, int y) const;
  // Between pixels; `x` wraps around, so that the mask can be a band.
  float sampleBand(float x, float y) const;

  void paint(Picture& picture, int left, int top, Colour colour, float opacity) const;

 private:
  int width_;
  int height_;
  std::vector<float> cover_;
};

}  // namespace zoetrope::movie
