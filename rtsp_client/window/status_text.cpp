// SPDX-License-Identifier: MIT
#include "rtsp_client/window/status_text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace zoetrope::client {
namespace {

constexpr std::size_t kGroup = 3;
constexpr const char* kThinSpace = "\u2009";

bool isKnown(double value) { return std::isfinite(value) && value >= 0; }

// "0.1" at least when there was any, never "100.0" while something is left.
std::string percentText(double percent) {
  double shown = percent;
  if (percent > 0) shown = std::max(shown, 0.1);
  if (percent < 100) shown = std::min(shown, 99.9);
  return decimalText(shown, 1) + " %";
}

}  // namespace

std::string decimalText(double value, int digits) {
  char text[64];
  const double scale = std::pow(10.0, digits);
  const double known = std::isfinite(value) ? value : 0;
  const auto units = static_cast<std::int64_t>(std::llround(std::clamp(known, 0.0, 1e12) * scale));
  const auto whole = static_cast<long long>(units / static_cast<std::int64_t>(scale));
  const auto rest = static_cast<long long>(units % static_cast<std::int64_t>(scale));
  if (digits == 0) return std::to_string(whole);
  std::snprintf(text, sizeof text, "%lld.%0*lld", whole, digits, rest);
  return text;
}

std::string groupedText(double value, int digits) {
  std::string text = decimalText(value, digits);
  const std::size_t whole = std::min(text.find('.'), text.size());
  for (std::size_t at = whole; at > kGroup; at -= kGroup) text.insert(at - kGroup, kThinSpace);
  return text;
}

std::string timeText(double seconds) {
  if (!isKnown(seconds)) return kUnknownFigure;
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
  return (isKnown(perSecond) ? decimalText(perSecond, 1) : kUnknownFigure) + std::string(" frames/s");
}

std::string megabitsText(double bitsPerSecond) {
  if (!isKnown(bitsPerSecond)) return kUnknownFigure;
  const double megabits = bitsPerSecond / 1e6;
  return decimalText(megabits, megabits > 0 && megabits < 1 ? 2 : 1);
}

std::string bitRateText(double bitsPerSecond) { return megabitsText(bitsPerSecond) + " Mbit/s"; }

std::string lossText(double percent) {
  return "lost " + (isKnown(percent) ? percentText(percent) : std::string(kUnknownFigure) + " %");
}

std::string lossText(double percent, double recoveredPercent) {
  if (!isKnown(percent) || !isKnown(recoveredPercent)) return lossText(percent);
  return lossText(percent) + " (recovered " + percentText(recoveredPercent) + ")";
}

std::string heldFramesText(int held, int target) {
  if (target <= 0) return "off";
  return std::to_string(std::max(0, held)) + " of " + std::to_string(target) + (target == 1 ? " frame" : " frames");
}

std::string heldSecondsText(double seconds) {
  return (isKnown(seconds) ? decimalText(seconds, 2) : kUnknownFigure) + " s";
}

}  // namespace zoetrope::client
