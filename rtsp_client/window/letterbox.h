// SPDX-License-Identifier: MIT
// Where a picture stands in the area it is shown in: as large as fits, its aspect kept, in the middle.
// Thread: pure functions.
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

// The area in physical pixels, which is what pictures are decoded for.
PixelSize toPhysical(PixelSize logical, double contentScale);

}  // namespace zoetrope::client
