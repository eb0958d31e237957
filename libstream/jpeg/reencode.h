// SPDX-License-Identifier: MIT
// What goes through the pixels: 4:2:0 with the standard Huffman tables. The remedies are quantised as finely as the
// source (its luminance table as it is, so that nothing is lost there when the size stays; the other steps halved).
// Thread: values, no shared state.
// Fails: what libjpeg cannot read.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"

namespace zoetrope::jpeg {

// What DCT scaling by eighths/8 makes, and the next multiples of 16 from there.
struct ScaledSize {
  int eighths = 0;  // 1..8; 0: even an eighth is over 2040 px
  int width = 0;
  int height = 0;
  int paddedWidth = 0;
  int paddedHeight = 0;
};
ScaledSize scaleToFit(int width, int height);

// The same size, 4:2:0.
Result<ByteBuffer> reencode(Bytes jpeg);

// At most 2040 px a side, multiples of 16, right and lower edge repeated.
Result<ByteBuffer> scaleDown(Bytes jpeg);

// A rendition: at this quality (libjpeg's scale), but at full size never finer than the source.
struct EncodeAgain {
  int quality = 0;
  bool halfSize = false;
  bool limitSize = false;  // at most 2040 px a side, as scaleDown() makes it; half of that
};
Result<ByteBuffer> encodeAgain(Bytes jpeg, const EncodeAgain& how);

}  // namespace zoetrope::jpeg
