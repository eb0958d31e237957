// SPDX-License-Identifier: MIT
// The strip of black and white cells along the bottom of every demo frame that holds the frame's number, so that a
// test can read from pixels which frame it sees, also when the picture was scaled down or compressed.
//
// The strip is as wide as the picture and kStripHeight of its height, at the very bottom: a black cell, kStripCells
// cells, a black cell, all of equal width, white is 1: 1010 | 16 bits number, most significant first | 8 bits check |
// 0101. The check is high byte ^ low byte rotated left by 3 ^ 0xA5.
// Thread: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace zoetrope::movie {

inline constexpr int kStripCells = 32;
inline constexpr double kStripHeight = 1.0 / 24.0;

enum class PixelFormat { Gray, Rgb, Bgrx };

// Borrows the pixels. Rows are top down; `stride` is in bytes.
struct PixelView {
  const std::uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  std::size_t stride = 0;
  PixelFormat format = PixelFormat::Gray;

  int luma(int x, int y) const;
  PixelView crop(int x, int y, int cropWidth, int cropHeight) const;
};

// The cells of the strip for a number, cell 0 (leftmost, after the black one) in the highest bit.
std::uint32_t frameNumberCells(std::uint16_t number);
// The number that the cells stand for; nothing when they are none.
std::optional<int> numberOfCells(std::uint32_t cells);

// The number in the strip of a picture that fills the view; nothing when there is no strip. Reads down to 2 pixels a
// cell.
std::optional<int> readFrameNumber(const PixelView& picture);

// The same when the picture is somewhere inside the view (a screenshot of a window): tries whatever looks like the
// beginning and the end of a strip.
std::optional<int> findFrameNumber(const PixelView& screenshot);

}  // namespace zoetrope::movie
