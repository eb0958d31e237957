// SPDX-License-Identifier: MIT
// Pictures for tests: smooth colour, edges and texture, the same on every machine.
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
      const bool bar = (x + frame * 4) / 16 % 4 == 0;
      std::uint8_t* pixel =
          &rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 3];
      pixel[0] = static_cast<std::uint8_t>((bar ? 200 : 60) + grain);
      pixel[1] = static_cast<std::uint8_t>(x * 180 / width + 40 + grain);
      pixel[2] = static_cast<std::uint8_t>(y * 180 / height + 40 + grain);
    }
  }
  return rgb;
}

}  // namespace zoetrope::test
