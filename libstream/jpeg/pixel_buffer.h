// SPDX-License-Identifier: MIT
// Pixels in rows: what the decoder writes and the window draws.
// Owns: its memory, which only grows, so that a buffer used again allocates nothing.
#pragma once

#include "libstream/base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace zoetrope::jpeg {

class PixelBuffer {
 public:
  // Contents are undefined afterwards. The stride is width x bytesPerPixel, which for 4 is what cairo asks for.
  void resize(int width, int height, int bytesPerPixel) {
    width_ = width;
    height_ = height;
    stride_ = width * bytesPerPixel;
    const std::size_t size = static_cast<std::size_t>(stride_) * static_cast<std::size_t>(height);
    if (bytes_.size() < size) bytes_.resize(size);
  }

  int width() const { return width_; }
  int height() const { return height_; }
  int stride() const { return stride_; }
  std::uint8_t* data() { return bytes_.data(); }
  const std::uint8_t* data() const { return bytes_.data(); }
  std::uint8_t* row(int y) { return data() + static_cast<std::ptrdiff_t>(y) * stride_; }
  const std::uint8_t* row(int y) const { return data() + static_cast<std::ptrdiff_t>(y) * stride_; }
  Bytes bytes() const {
    return Bytes(bytes_).first(static_cast<std::size_t>(stride_) * static_cast<std::size_t>(height_));
  }

 private:
  std::vector<std::uint8_t> bytes_;
  int width_ = 0;
  int height_ = 0;
  int stride_ = 0;
};

}  // namespace zoetrope::jpeg
