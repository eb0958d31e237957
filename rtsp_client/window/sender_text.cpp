// SPDX-License-Identifier: MIT
#include "rtsp_client/window/sender_text.h"

#include "rtsp_client/window/status_text.h"

namespace zoetrope::client {
namespace {

using playback::Counters;

constexpr double kFewTimes = 10;
constexpr double kMega = 1e6;

std::string step(const Counters& counters) {
  return std::to_string(counters.renditionRung) + " of " + std::to_string(counters.renditionRungs - 1);
}

// A word in a line that is glanced at: a place behind the point only where it is much.
std::string roundRateText(double bitsPerSecond) {
  const double megabits = bitsPerSecond / kMega;
  return decimalText(megabits, megabits < kFewTimes ? 1 : 0) + " Mbit/s";
}

std::string whatIsReduced(const Counters& counters) {
  if (!isReduced(counters)) return "";
  return counters.renditionHalfSize > 0 ? "half-size picture" : "reduced quality";
}

bool networkDecides(const Counters& counters) {
  return isReduced(counters) && counters.limitedByNetwork > 0 && counters.allowedRateBps > 0;
}

}  // namespace

bool saysRendition(const Counters& counters) { return counters.renditionRungs > 0; }

bool isReduced(const Counters& counters) {
  return saysRendition(counters) && (counters.renditionRung > 0 || counters.renditionHalfSize > 0);
}

std::string renditionText(const Counters& counters) {
  if (!saysRendition(counters)) return "";
  if (!isReduced(counters)) return "full quality";
  const std::string share = shareFigure(counters.renditionSharePercent) + " %";
  const bool half = counters.renditionHalfSize > 0;
  return (half ? "half size, " + share + " of the bytes" : share + " of the movie's bytes") + ", step " +
         step(counters);
}

std::string stepText(const Counters& counters) {
  if (!saysRendition(counters)) return "";
  return step(counters) + (counters.renditionHalfSize > 0 ? ", half size" : "");
}

std::string leftOutText(const Counters& counters) {
  if (!saysRendition(counters)) return "";
  if (counters.framesSkippedBySender == 0) return "nothing";
  return groupedText(static_cast<double>(counters.framesSkippedBySender), 0) +
         (counters.framesSkippedBySender == 1 ? " frame, by the server" : " frames, by the server");
}

std::string reducedText(const Counters& counters) {
  return whatIsReduced(counters) +
         (networkDecides(counters) ? ", the network allows " + roundRateText(counters.allowedRateBps) : "");
}

std::string shortReducedText(const Counters& counters) {
  return whatIsReduced(counters) +
         (networkDecides(counters) ? ", " + roundRateText(counters.allowedRateBps) + " allowed" : "");
}

std::string shareFigure(double percent) { return decimalText(percent, percent < kFewTimes ? 1 : 0); }

}  // namespace zoetrope::client
