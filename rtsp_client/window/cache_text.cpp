// SPDX-License-Identifier: MIT
#include "rtsp_client/window/cache_text.h"

#include "rtsp_client/window/status_text.h"

#include <algorithm>

namespace zoetrope::client {

double filledShare(const CacheStatus& cache) {
  if (cache.target <= 0 || cache.held <= 0) return 0;
  return std::min(1.0, static_cast<double>(cache.held) / cache.target);
}

std::string doingText(const CacheStatus& cache) {
  switch (cache.doing) {
    case CacheStatus::Doing::Filling:
      return "filling";
    case CacheStatus::Doing::Full:
      // After PAUSE it keeps what it has, which may be less than its target.
      return cache.held < cache.target ? "holding" : "full";
    case CacheStatus::Doing::Playing:
      return "playing";
    case CacheStatus::Doing::Starving:
      return "starving";
    case CacheStatus::Doing::Off:
      break;
  }
  return cache.target > 0 ? "empty" : "off";
}

std::string cacheSentence(const CacheStatus& cache) {
  if (cache.target <= 0) return "Cache: off";
  std::string text = "Cache: " + heldFramesText(cache.held, cache.target) + ", " +
                     heldSecondsText(toSeconds(cache.heldTime)) + ", " + doingText(cache);
  if (!cache.cut.empty()) text += " (" + cache.cut + ")";
  return text;
}

}  // namespace zoetrope::client
