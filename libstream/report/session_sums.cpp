// SPDX-License-Identifier: MIT
#include "libstream/report/session_sums.h"

#include <algorithm>

namespace zoetrope::report {
namespace {

constexpr double kBitsPerByte = 8;
// A sample shorter than this says nothing of the most in a second.
constexpr double kLeastSeconds = 0.5;

void addRates(const SessionReport& report, SessionSums& sums) {
  double seconds = 0;
  double bytes = 0;
  for (std::size_t i = 1; i < report.history.size(); ++i) {
    const playback::HistorySample& before = report.history[i - 1];
    const playback::HistorySample& after = report.history[i];
    const double span = after.seconds - before.seconds;
    if (after.counters.bytesOnWire <= before.counters.bytesOnWire || span <= 0) continue;
    const auto came = static_cast<double>(after.counters.bytesOnWire - before.counters.bytesOnWire);
    seconds += span;
    bytes += came;
    if (span >= kLeastSeconds) sums.mostWireBps = std::max(sums.mostWireBps, came * kBitsPerByte / span);
  }
  if (seconds > 0) {
    sums.wireBps = bytes * kBitsPerByte / seconds;
  } else if (report.counters.playedSeconds > 0) {
    sums.wireBps = static_cast<double>(report.counters.bytesOnWire) * kBitsPerByte / report.counters.playedSeconds;
  }
}

// A server begins carefully: what is reduced at first says nothing of the network.
constexpr double kFindingOutSeconds = 5;

bool isReduced(const playback::Counters& counters) {
  return counters.renditionRung > 0 || counters.renditionHalfSize > 0;
}

void addSpan(const playback::Counters& counters, double span, SenderSums& sums) {
  const double share = counters.renditionSharePercent;
  sums.leastPercent = sums.seconds > 0 ? std::min(sums.leastPercent, share) : share;
  sums.mostPercent = std::max(sums.mostPercent, share);
  sums.seconds += span;
  if (counters.renditionHalfSize > 0) sums.halfSizeSeconds += span;
  if (!isReduced(counters)) return;
  sums.reducedSeconds += span;
  if (sums.seconds > kFindingOutSeconds) sums.reducedLater += span;
}

}  // namespace

SessionSums sumsOf(const SessionReport& report) {
  const playback::Counters& counters = report.counters;
  SessionSums sums;
  sums.lost = counters.packetsLost;
  sums.missed = std::max(counters.packetsMissed, counters.packetsLost + counters.packetsRecovered);
  sums.expected = std::max(counters.packetsExpected, sums.missed);
  if (counters.packetsExpected == 0) sums.expected = counters.packetsReceived + counters.packetsLost;
  sums.frames = counters.framesComplete + counters.framesIncomplete + counters.framesLost;
  sums.noFrameLost = counters.framesComplete > 0 && counters.framesIncomplete == 0 && counters.framesLost == 0 &&
                     counters.framesLate == 0 && counters.framesDropped == 0 && counters.packetsLost == 0;
  addRates(report, sums);
  return sums;
}

SenderSums senderSumsOf(const SessionReport& report) {
  SenderSums sums;
  double allowedSeconds = 0;
  double allowedBits = 0;
  for (std::size_t i = 1; i < report.history.size(); ++i) {
    const playback::HistorySample& before = report.history[i - 1];
    const playback::Counters& counters = report.history[i].counters;
    const double span = report.history[i].seconds - before.seconds;
    const bool came = counters.bytesOnWire > before.counters.bytesOnWire;
    if (counters.renditionRungs == 0 || !came || span <= 0) continue;
    addSpan(counters, span, sums);
    if (counters.allowedRateBps <= 0) continue;
    allowedSeconds += span;
    allowedBits += counters.allowedRateBps * span;
  }
  if (allowedSeconds > 0) sums.allowedBps = allowedBits / allowedSeconds;
  return sums;
}

double percentOf(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole);
}

double typical(const SessionReport& report, double playback::Counters::*measure) {
  std::vector<double> known;
  for (const playback::HistorySample& sample : report.history)
    if (sample.counters.*measure > 0) known.push_back(sample.counters.*measure);
  if (known.empty()) return report.counters.*measure;
  const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::nth_element(known.begin(), middle, known.end());
  return *middle;
}

}  // namespace zoetrope::report
