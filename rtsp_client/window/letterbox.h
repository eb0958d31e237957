// SPDX-License-Identifier: MIT
// Where a picture stands in the area it is shown in: as large as fits, its aspect kept, in the middle; and what of it
// is shown there when a server sends half the size for a while. Thread: pure functions.
#pragma once

namespace zoetrope::client {

struct PixelSize {
  int width = 0;
  int height = 0;
  bool empty() const { return width <= 0 || height <= 0; }
  friend bool operator==(PixelSize, PixelSize) = default;
};

struct PixelRect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  friend bool operator==(PixelRect, PixelRect) = default;
};

// Empty when the picture or the area is; never thinner than one pixel otherwise.
PixelRect letterbox(PixelSize picture, PixelSize area);

// A movie's picture in half its size. RFC 2435 counts in eights: it may come a few rows or columns larger.
PixelSize halfOf(PixelSize movie);
bool isHalfOf(PixelSize movie, PixelSize picture);
// The size that decides the place, after a picture of that size: half the movie takes the movie's place.
PixelSize shapeAfter(PixelSize before, PixelSize picture);

// The part of a picture, from its left and top edge, that is movie; the rest only fills up the eights.
struct PictureShare {
  double width = 1;
  double height = 1;
  bool whole() const { return width >= 1 && height >= 1; }
};
PictureShare shareShown(PixelSize shape, PixelSize picture);

// The area in physical pixels, which is what pictures are decoded for.
PixelSize toPhysical(PixelSize logical, double contentScale);

}  // namespace zoetrope::client
