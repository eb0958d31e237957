// SPDX-License-Identifier: MIT
#include "rtsp_client/window/letterbox.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace zoetrope::client {
namespace {

// a * b / c to the nearest, without overflow for any two screen sizes.
int scaled(int a, int b, int c) {
  const std::int64_t product = static_cast<std::int64_t>(a) * b;
  return std::max(1, static_cast<int>((product + c / 2) / c));
}

// What RFC 2435 counts in.
constexpr int kEight = 8;

bool isFilledUp(int half, int came) { return came >= half && came < half + kEight; }

bool isWiderThan(PixelSize picture, PixelSize area) {
  return static_cast<std::int64_t>(picture.width) * area.height >
         static_cast<std::int64_t>(area.width) * picture.height;
}

}  // namespace

PixelRect letterbox(PixelSize picture, PixelSize area) {
  if (picture.empty() || area.empty()) return {};
  PixelSize size = area;
  if (isWiderThan(picture, area)) {
    size.height = std::min(area.height, scaled(picture.height, area.width, picture.width));
  } else {
    size.width = std::min(area.width, scaled(picture.width, area.height, picture.height));
  }
  return {(area.width - size.width) / 2, (area.height - size.height) / 2, size.width, size.height};
}

PixelSize halfOf(PixelSize movie) { return {(movie.width + 1) / 2, (movie.height + 1) / 2}; }

bool isHalfOf(PixelSize movie, PixelSize picture) {
  const PixelSize half = halfOf(movie);
  return !movie.empty() && picture != movie && isFilledUp(half.width, picture.width) &&
         isFilledUp(half.height, picture.height);
}

PixelSize shapeAfter(PixelSize before, PixelSize picture) { return isHalfOf(before, picture) ? before : picture; }

PictureShare shareShown(PixelSize shape, PixelSize picture) {
  if (!isHalfOf(shape, picture)) return {};
  const PixelSize half = halfOf(shape);
  return {static_cast<double>(half.width) / picture.width, static_cast<double>(half.height) / picture.height};
}

PixelSize toPhysical(PixelSize logical, double contentScale) {
  return {static_cast<int>(std::lround(logical.width * contentScale)),
          static_cast<int>(std::lround(logical.height * contentScale))};
}

}  // namespace zoetrope::client
