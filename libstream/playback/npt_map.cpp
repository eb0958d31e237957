// SPDX-License-Identifier: MIT
#include "libstream/playback/npt_map.h"

#include "libstream/base/serial.h"
#include "libstream/rtp/packet.h"

#include <cmath>

namespace zoetrope::playback {

namespace {

constexpr double kFarSeconds = 3600;

double secondsBetween(std::uint32_t from, std::uint32_t to) {
  return static_cast<double>(serialDistance(from, to)) / rtp::kVideoClockRate;
}

}  // namespace

// A hair before its end is its start: times are sums of rounded steps.
double placeInRound(double seconds, double loop) {
  constexpr double kHair = 1e-4;
  if (loop <= 0 || seconds < 0) return seconds;
  const double place = std::fmod(seconds, loop);
  return loop - place < kHair ? 0 : place;
}

void NptMap::rebase(std::uint32_t rtpTimestamp, double npt) {
  origins_.push_back({rtpTimestamp, npt});
  if (origins_.size() > kMaxOrigins) origins_.pop_front();
}

double NptMap::nptOf(std::uint32_t rtpTimestamp) const {
  if (origins_.empty()) return -1;
  auto origin = origins_.rbegin();
  while (origin != origins_.rend() && secondsBetween(origin->rtpTimestamp, rtpTimestamp) < 0) ++origin;
  // Before all that is known: a server whose rtptime is a little behind its packets.
  if (origin == origins_.rend()) origin = origins_.rbegin();
  const double npt = origin->npt + secondsBetween(origin->rtpTimestamp, rtpTimestamp);
  return npt < 0 ? 0 : npt;
}

void NptMap::follow(std::uint32_t rtpTimestamp) {
  if (!origins_.empty() && secondsBetween(origins_.back().rtpTimestamp, rtpTimestamp) > kFarSeconds)
    rebase(rtpTimestamp, nptOf(rtpTimestamp));
}

}  // namespace zoetrope::playback
