// SPDX-License-Identifier: MIT
// The digits, colon and full stop of the demo movies, drawn with a round pen.
// Thread: immutable once made.
#pragma once

#include "libstream/movie/picture_mask.h"

#include <string_view>
#include <vector>

namespace zoetrope::movie {

class DemoFont {
 public:
  // Glyphs that are `height` pixels high.
  explicit DemoFont(int height);

  int height() const { return height_; }
  int widthOf(std::string_view text) const;
  // The text's upper left corner is at (left, top); a dark copy behind it keeps it readable on any ground.
  void paint(Picture& picture, int left, int top, std::string_view text, Colour colour) const;

 private:
  int advanceOf(char c) const;
  const PictureMask* glyphOf(char c) const;

  int height_;
  std::vector<PictureMask> glyphs_;
};

}  // namespace zoetrope::movie
