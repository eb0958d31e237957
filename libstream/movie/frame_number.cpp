// SPDX-License-Identifier: MIT
#include "libstream/movie/frame_number.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace zoetrope::movie {
namespace {

constexpr std::uint32_t kBegin = 0b1010;
constexpr std::uint32_t kEnd = 0b0101;
constexpr int kBeginCells = 4;
constexpr int kMinCellPixels = 2;
constexpr int kMinContrast = 80;
constexpr int kMargins = 2;  // the black cells

std::uint8_t checkOf(std::uint16_t number) {
  const auto low = static_cast<std::uint8_t>(number);
  const auto rotated = static_cast<std::uint8_t>(low << 3 | low >> 5);
  return static_cast<std::uint8_t>((number >> 8) ^ rotated ^ 0xA5);
}

std::size_t bytesPerPixel(PixelFormat format) {
  switch (format) {
    case PixelFormat::Gray:
      return 1;
    case PixelFormat::Rgb:
      return 3;
    case PixelFormat::Bgrx:
      return 4;
  }
  return 1;
}

struct Span {
  double from;
  double to;
};

// The mean luma of the middle of an area, whose outer quarters may be blurred.
int meanOfMiddle(const PixelView& view, Span x, Span y) {
  const auto middle = [](Span span) {
    const double quarter = (span.to - span.from) / 4;
    const int first = static_cast<int>(std::ceil(span.from + quarter - 0.5));
    return std::array{first, std::max(first, static_cast<int>(std::floor(span.to - quarter - 0.5)))};
  };
  const auto [x0, x1] = middle(x);
  const auto [y0, y1] = middle(y);
  int sum = 0, count = 0;
  for (int row = std::max(0, y0); row <= std::min(y1, view.height - 1); ++row)
    for (int column = std::max(0, x0); column <= std::min(x1, view.width - 1); ++column, ++count)
      sum += view.luma(column, row);
  return count == 0 ? 0 : sum / count;
}

// `x` is where the cells are, without the black ones.
std::optional<int> readCells(const PixelView& view, Span x, Span y) {
  const double width = (x.to - x.from) / kStripCells;
  std::array<int, kStripCells> means{};
  for (int i = 0; i < kStripCells; ++i)
    means[static_cast<std::size_t>(i)] = meanOfMiddle(view, {x.from + i * width, x.from + (i + 1) * width}, y);
  const auto [darkest, brightest] = std::minmax_element(means.begin(), means.end());
  if (*brightest - *darkest < kMinContrast) return std::nullopt;
  const int threshold = (*darkest + *brightest) / 2;
  std::uint32_t cells = 0;
  for (const int mean : means) cells = cells << 1 | (mean > threshold ? 1U : 0U);
  return numberOfCells(cells);
}

struct Edge {
  int x;
  bool rising;
};

std::vector<Edge> edgesOfRow(const PixelView& view, int y) {
  constexpr int kBright = 128;
  std::vector<Edge> edges;
  bool bright = false;
  for (int x = 0; x < view.width; ++x) {
    const bool now = view.luma(x, y) >= kBright;
    if (now != bright) edges.push_back({x, now});
    bright = now;
  }
  if (bright) edges.push_back({view.width, false});
  return edges;
}

// White, black, white of about the same width, beginning at edge `i`: the width of a cell, or 0.
double cellWidthAt(const std::vector<Edge>& edges, std::size_t i) {
  if (i + 3 >= edges.size() || !edges[i].rising) return 0;
  const double width = (edges[i + 3].x - edges[i].x) / 3.0;
  for (std::size_t k = i; k < i + 3; ++k)
    if (std::abs(edges[k + 1].x - edges[k].x - width) > 1.0 + width / 6) return 0;
  return width >= kMinCellPixels ? width : 0;
}

std::optional<int> findInRow(const PixelView& view, int y) {
  const std::vector<Edge> edges = edgesOfRow(view, y);
  for (std::size_t i = 0; i + kBeginCells < edges.size(); ++i) {
    const double width = cellWidthAt(edges, i);
    if (width == 0) continue;
    for (std::size_t k = i + kBeginCells; k < edges.size(); ++k) {
      const double length = edges[k].x - edges[i].x;
      const double tolerance = kStripCells * (0.7 + width / 20);
      if (edges[k].rising || std::abs(length - kStripCells * width) > tolerance) continue;
      const Span x{static_cast<double>(edges[i].x), static_cast<double>(edges[k].x)};
      if (const auto number = readCells(view, x, {static_cast<double>(y), y + 1.0})) return number;
    }
  }
  return std::nullopt;
}

}  // namespace

int PixelView::luma(int x, int y) const {
  const std::uint8_t* const pixel =
      pixels + static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x) * bytesPerPixel(format);
  if (format == PixelFormat::Gray) return *pixel;
  const bool blueFirst = format == PixelFormat::Bgrx;
  return (pixel[blueFirst ? 2 : 0] * 77 + pixel[1] * 150 + pixel[blueFirst ? 0 : 2] * 29) >> 8;
}

PixelView PixelView::crop(int x, int y, int cropWidth, int cropHeight) const {
  PixelView part = *this;
  part.pixels += static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x) * bytesPerPixel(format);
  part.width = cropWidth;
  part.height = cropHeight;
  return part;
}

std::uint32_t frameNumberCells(std::uint16_t number) {
  return kBegin << 28 | static_cast<std::uint32_t>(number) << 12 | static_cast<std::uint32_t>(checkOf(number)) << 4 |
         kEnd;
}

std::optional<int> numberOfCells(std::uint32_t cells) {
  const auto number = static_cast<std::uint16_t>(cells >> 12);
  if (frameNumberCells(number) != cells) return std::nullopt;
  return number;
}

std::optional<int> readFrameNumber(const PixelView& picture) {
  const double cell = static_cast<double>(picture.width) / (kStripCells + kMargins);
  if (cell < kMinCellPixels) return std::nullopt;
  const Span y{picture.height * (1 - kStripHeight), static_cast<double>(picture.height)};
  return readCells(picture, {cell, picture.width - cell}, y);
}

std::optional<int> findFrameNumber(const PixelView& screenshot) {
  for (int y = screenshot.height - 1; y >= 0; --y)
    if (const auto number = findInRow(screenshot, y)) return number;
  return std::nullopt;
}

}  // namespace zoetrope::movie
