// SPDX-License-Identifier: MIT
// A frame made smaller for a path that is too narrow: coarser, or half the size and coarser.
// Thread: values, no shared state; 5 to 10 ms of CPU for a 1080p picture, so not for a thread that serves sockets.
// Fails: a sentence for pictures that libjpeg cannot read. A picture damaged inside is made smaller with its damage.
// Limits: kMaxPixels, kMaxLibjpegMemory, kMaxScans.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"
#include "libstream/jpeg/frame_info.h"

#include <compare>

namespace zoetrope::jpeg {

struct Rendition {
  int quality = 0;  // libjpeg's scale, 1..100; at full size never finer than the source
  bool halfSize = false;
  // At most 2040 px a side, as RFC 2435 alone can say them (remedies do the same); half of that.
  bool limitSize = false;
  auto operator<=>(const Rendition&) const = default;
};

// Whether its coefficients are not enough: it is decoded to pixels and encoded again.
bool goesThroughPixels(const Rendition& rendition, const FrameInfo& info);

// 4:2:0, or 4:2:2 where the source is that and keeps its size, with the standard Huffman tables and no restart
// intervals: RFC 2435 carries it, unless it is too large and `limitSize` is not set.
Result<ByteBuffer> makeRendition(const Rendition& rendition, Bytes jpeg);

}  // namespace zoetrope::jpeg
