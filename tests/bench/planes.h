// SPDX-License-Identifier: MIT
// The fastest way through the pixels that libjpeg has: 4:2:0 planes out of a JPEG and into one, no colours converted.
// Fails: ends the program, with libjpeg's words.
#pragma once

#include "libstream/base/bytes.h"

#include <array>
#include <cstdint>
#include <vector>

namespace zoetrope::bench {

struct Plane {
  int width = 0;
  int height = 0;
  int stride = 0;  // of whole blocks
  std::vector<std::uint8_t> samples;

  std::uint8_t at(int x, int y) const {
    return samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(stride) + static_cast<std::size_t>(x)];
  }
};
using Planes = std::array<Plane, 3>;

bool is420(Bytes jpeg);
Planes decodePlanes(Bytes jpeg);
ByteBuffer encodePlanes(const Planes& planes, int quality);

// Twice as large, bilinear, as large as `like`.
Planes enlarged(const Planes& planes, const Planes& like);
// Over the samples of all planes.
double psnr(const Planes& a, const Planes& b);

}  // namespace zoetrope::bench
