// SPDX-License-Identifier: MIT
#include "libstream/movie/demo_font.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace zoetrope::movie {
namespace {

// Glyphs live in a box of 0..0.6 by 0..1; the pen's centre keeps kPen away from its edges.
constexpr float kPen = 0.065F;
constexpr float kWidth = 0.6F;
constexpr float kNarrow = 0.28F;
constexpr std::string_view kCharacters = "0123456789:.";

class Pen {
 public:
  Pen(PictureMask& mask, float scale) : mask_(mask), scale_(scale) {}

  Pen& line(Point a, Point b) {
    mask_.addStroke(a * scale_, kPen * scale_, b * scale_, kPen * scale_);
    return *this;
  }
  // Part of an ellipse, from one angle to another in degrees; 0 is right, 90 is down.
  Pen& arc(Point centre, Point radius, float from, float to) {
    constexpr int kSteps = 24;
    const auto at = [&](int step) {
      const float angle = (from + (to - from) * static_cast<float>(step) / kSteps) * std::numbers::pi_v<float> / 180;
      return Point{centre.x + radius.x * std::cos(angle), centre.y + radius.y * std::sin(angle)};
    };
    for (int step = 0; step < kSteps; ++step) line(at(step), at(step + 1));
    return *this;
  }
  Pen& dot(Point centre) {
    mask_.addStroke(centre * scale_, kPen * 1.3F * scale_, centre * scale_, kPen * 1.3F * scale_);
    return *this;
  }

 private:
  PictureMask& mask_;
  float scale_;
};

constexpr float kLeft = 0.09F, kRight = 0.51F, kMiddle = 0.3F, kTop = 0.08F, kBottom = 0.92F, kHalf = 0.21F;

void drawGlyph(Pen pen, char c) {
  switch (c) {
    case '0':
      pen.arc({kMiddle, 0.5F}, {kHalf, 0.42F}, 0, 360);
      break;
    case '1':
      pen.line({0.14F, 0.26F}, {0.34F, kTop}).line({0.34F, kTop}, {0.34F, kBottom});
      break;
    case '2':
      pen.arc({kMiddle, 0.3F}, {kHalf, 0.22F}, -175, 35).line({0.472F, 0.426F}, {kLeft, kBottom});
      pen.line({kLeft, kBottom}, {kRight, kBottom});
      break;
    case '3':
      pen.arc({0.28F, 0.285F}, {0.19F, 0.205F}, -160, 90).arc({0.28F, 0.705F}, {0.23F, 0.215F}, -90, 160);
      break;
    case '4':
      pen.line({0.38F, kTop}, {kLeft, 0.66F})
          .line({kLeft, 0.66F}, {0.53F, 0.66F})
          .line({0.42F, 0.4F}, {0.42F, kBottom});
      break;
    case '5':
      pen.line({0.47F, kTop}, {0.15F, kTop}).line({0.15F, kTop}, {0.12F, 0.45F});
      pen.arc({0.28F, 0.64F}, {0.23F, 0.28F}, -130, 145);
      break;
    case '6':
      pen.arc({kMiddle, 0.66F}, {kHalf, 0.26F}, 0, 360).arc({0.55F, 0.66F}, {0.46F, 0.58F}, 180, 262);
      break;
    case '7':
      pen.line({kLeft, kTop}, {kRight, kTop}).line({kRight, kTop}, {0.22F, kBottom});
      break;
    case '8':
      pen.arc({kMiddle, 0.28F}, {0.18F, 0.2F}, 0, 360).arc({kMiddle, 0.7F}, {kHalf, 0.22F}, 0, 360);
      break;
    case '9':
      pen.arc({kMiddle, 0.34F}, {kHalf, 0.26F}, 0, 360).arc({0.05F, 0.34F}, {0.46F, 0.58F}, 0, 82);
      break;
    case ':':
      pen.dot({kNarrow / 2, 0.32F}).dot({kNarrow / 2, 0.72F});
      break;
    default:
      pen.dot({kNarrow / 2, 0.88F});
      break;
  }
}

bool isNarrow(char c) { return c == ':' || c == '.'; }

}  // namespace

DemoFont::DemoFont(int height) : height_(height) {
  for (const char c : kCharacters) {
    glyphs_.emplace_back(advanceOf(c) + 1, height);
    drawGlyph(Pen(glyphs_.back(), static_cast<float>(height)), c);
  }
}

int DemoFont::advanceOf(char c) const {
  return static_cast<int>(std::lround(static_cast<float>(height_) * (isNarrow(c) ? kNarrow : kWidth + 0.04F)));
}

const PictureMask* DemoFont::glyphOf(char c) const {
  const auto index = kCharacters.find(c);
  return index == std::string_view::npos ? nullptr : &glyphs_[index];
}

int DemoFont::widthOf(std::string_view text) const {
  int width = 0;
  for (const char c : text) width += advanceOf(c);
  return width;
}

void DemoFont::paint(Picture& picture, int left, int top, std::string_view text, Colour colour) const {
  const int shadow = std::max(1, height_ / 22);
  for (const char c : text) {
    if (const PictureMask* const glyph = glyphOf(c)) {
      glyph->paint(picture, left + shadow, top + shadow, {0, 0, 0}, 0.75F);
      glyph->paint(picture, left, top, colour, 1.0F);
    }
    left += advanceOf(c);
  }
}

}  // namespace zoetrope::movie
