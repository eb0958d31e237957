// SPDX-License-Identifier: MIT
// Which renditions of a movie are worth having: chosen by the size that they turn out to have.
// Thread: values, no shared state; some hundred milliseconds of CPU for four 1080p frames.
// Fails: frames that cannot be read are left out; with none, the movie as it is stays alone.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/jpeg/rendition.h"

#include <span>
#include <vector>

namespace zoetrope::jpeg {

struct Rung {
  double share = 1;  // of the movie's bytes as it is, measured
  bool halfSize = false;
  int quality = 0;  // libjpeg's scale; 0: as the movie has it
};
// From the movie as it is (rung 0) to the smallest: each about a fifth, at least a tenth smaller than the one before;
// first at full size, then at half.
using Ladder = std::vector<Rung>;

// `frames` are samples, spread over the movie. With `forRfc2435` rung 0 is what remedies make of them.
Ladder measureLadder(std::span<const ByteBuffer> frames, bool forRfc2435);

}  // namespace zoetrope::jpeg
