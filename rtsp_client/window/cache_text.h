// SPDX-License-Identifier: MIT
// The cache's state in figures and words, without a window.
// Thread: pure functions.
#pragma once

#include "rtsp_client/engine_control.h"

#include <string>

namespace zoetrope::client {

// How much of the bar is filled, 0 to 1: the right end is the target. A cache that is off fills nothing.
double filledShare(const CacheStatus& cache);
// "filling", "full", "holding" (paused with less than the target), "playing", "starving", "off", "empty".
std::string doingText(const CacheStatus& cache);
// "Cache: 14 of 20 frames, 0.47 s, filling", and why the target is lower than asked for.
std::string cacheSentence(const CacheStatus& cache);

}  // namespace zoetrope::client
