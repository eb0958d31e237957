// SPDX-License-Identifier: MIT
#include "rtsp_client/window/status_text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace zoetrope::client {
namespace {

constexpr const char* kUnknown = "\u2013";

// One or two digits behind a point whatever the locale says: printf follows it, and a comma would be
// read as a separator beside other figures.
std::string decimal(double value, int digits) {
  char text[64];
  const double scale = std::pow(10.0, digits);
  const auto units = static_cast<std::int64_t>(std::llround(std::clamp(value, 0.0, 1e12) * scale));
  const auto whole = units / static_cast<std::int64_t>(scale);
  const auto rest = units % static_cast<std::int64_t>(scale);
  std::snprintf(text, sizeof text, "%lld.%0*lld", static_cast<long long>(whole), digits, static_cast<long long>(rest));
  return text;
}

bool isKnown(double value) { return std::isfinite(value) && value >= 0; }

}  // namespace

std::string timeText(double seconds) {
  if (!isKnown(seconds)) return kUnknown;
  // Cut, not rounded: a clock never shows a second that has not come.
  const auto tenths = static_cast<std::int64_t>(std::min(seconds, 1e9) * 10 + 1e-6);
  const long long hours = tenths / 36000, minutes = tenths / 600 % 60, rest = tenths % 600;
  char text[64];
  if (hours > 0) {
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld.%lld", hours, minutes, rest / 10, rest % 10);
  } else {
    std::snprintf(text, sizeof text, "%lld:%02lld.%lld", minutes, rest / 10, rest % 10);
  }
  return text;
}

std::string positionText(double position, double duration) {
  if (!isKnown(duration)) return timeText(position);
  return timeText(position) + " / " + timeText(duration);
}

std::string frameRateText(double perSecond) {
  return (isKnown(perSecond) ? decimal(perSecond, 1) : kUnknown) + std::string(" frames/s");
}

std::string bitRateText(double bitsPerSecond) {
  if (!isKnown(bitsPerSecond)) return std::string(kUnknown) + " Mbit/s";
  const double megabits = bitsPerSecond / 1e6;
  return decimal(megabits, megabits > 0 && megabits < 1 ? 2 : 1) + " Mbit/s";
}

std::string lossText(double percent) {
  if (!isKnown(percent)) return std::string("lost ") + kUnknown + " %";
  double shown = percent;
  if (percent > 0) shown = std::max(shown, 0.1);
  if (percent < 100) shown = std::min(shown, 99.9);
  return "lost " + decimal(shown, 1) + " %";
}

std::string heldFramesText(int held, int target) {
  if (target <= 0) return "off";
  return std::to_string(std::max(0, held)) + " of " + std::to_string(target) + (target == 1 ? " frame" : " frames");
}

std::string heldSecondsText(double seconds) { return (isKnown(seconds) ? decimal(seconds, 2) : kUnknown) + " s"; }

}  // namespace zoetrope::client
