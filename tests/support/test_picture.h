// SPDX-License-Identifier: MIT
// Pictures for tests, the same on every machine: smooth colours, sharp edges of light, and grain. (Sharp edges of
// colour would measure what 4:2:0 leaves out and nothing else.)
#pragma once

#include "libstream/base/bytes.h"

#include <cstddef>
#include <cstdint>

namespace zoetrope::test {

// RGB, three bytes a pixel. `frame` moves it.
inline ByteBuffer testPicture(int width, int height, int frame = 0) {
  ByteBuffer rgb(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  std::uint32_t noise = 12345;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      noise = noise * 1664525U + 1013904223U;
      const int grain = static_cast<int>(noise >> 28);
      const int light = grain + ((x + frame * 4) / 16 % 4 == 0 ? 70 : 0);
      std::uint8_t* pixel =
          &rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 3];
      pixel[0] = static_cast<std::uint8_t>((width - x) * 120 / width + 40 + light);
      pixel[1] = static_cast<std::uint8_t>(x * 120 / width + 40 + light);
      pixel[2] = static_cast<std::uint8_t>(y * 120 / height + 40 + light);
    }
  }
  return rgb;
}

}  // namespace zoetrope::test
