// SPDX-License-Identifier: MIT
#include "libstream/jpeg/rendition.h"

#include "libstream/jpeg/limits.h"
#include "libstream/jpeg/reencode.h"
#include "libstream/jpeg/requantise.h"

#include <algorithm>

namespace zoetrope::jpeg {

namespace {

bool mustShrink(const Rendition& rendition, const FrameInfo& info) {
  return rendition.limitSize && std::max(info.width, info.height) > kMaxRfc2435Dimension;
}

}  // namespace

bool goesThroughPixels(const Rendition& rendition, const FrameInfo& info) {
  return rendition.halfSize || mustShrink(rendition, info) || !requantisable(info);
}

Result<ByteBuffer> makeRendition(const Rendition& rendition, Bytes jpeg) {
  const auto parsed = parseFrameHeader(jpeg);
  if (!parsed.isDone()) return Error{parsed.isBad() ? parsed.failure().reason : "the JPEG ends inside its header"};
  if (!goesThroughPixels(rendition, parsed.value())) {
    Result<ByteBuffer> made = requantise(jpeg, rendition.quality);
    // Coefficients beyond what the standard tables have codes for: rare, and the pixels are still there.
    if (made) return made;
  }
  return encodeAgain(jpeg, {rendition.quality, rendition.halfSize, mustShrink(rendition, parsed.value())});
}

}  // namespace zoetrope::jpeg
