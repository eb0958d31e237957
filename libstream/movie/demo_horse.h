// SPDX-License-Identifier: MIT
// A galloping horse in silhouette, for the strip in the zoetrope.
// Thread: pure functions.
#pragma once

#include "libstream/movie/picture_mask.h"

namespace zoetrope::movie {

// Draws the horse at `phase` (0..1, one stride) running to the right. `ground` is the point below its middle that its
// hooves touch; `size` is about its height in pixels.
void drawHorse(PictureMask& mask, Point ground, float size, float phase);

}  // namespace zoetrope::movie
