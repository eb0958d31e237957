// SPDX-License-Identifier: MIT
#include "rtsp_client/loss_watch.h"

#include "rtsp_client/messages.h"

namespace zoetrope::client {
namespace {

std::uint64_t brokenOf(const playback::Counters& counters) { return counters.framesIncomplete + counters.framesLost; }

}  // namespace

std::optional<Message> LossWatch::check(const playback::Counters& counters, bool canUseTcp, TimePoint now) {
  while (!seen_.empty() && now - seen_.front().at > kWindow) seen_.pop_front();
  const playback::Counters before = seen_.empty() ? counters : seen_.front().counters;
  seen_.push_back({now, counters});

  if (!saidSocket_ && counters.packetsDroppedBySocket > before.packetsDroppedBySocket) {
    saidSocket_ = true;
    return messages::socketDrops(counters.packetsDroppedBySocket - before.packetsDroppedBySocket,
                                 counters.receiveBufferBytes);
  }
  const std::uint64_t broken = brokenOf(counters) - brokenOf(before);
  const std::uint64_t frames = broken + counters.framesComplete - before.framesComplete;
  const bool tooMany =
      broken >= kManyBroken && static_cast<double>(broken) >= kBrokenShare * static_cast<double>(frames);
  if (saidLossy_ || !canUseTcp || !tooMany) return std::nullopt;
  saidLossy_ = true;
  return messages::tooLossy(broken, frames, counters.networkLossPercent);
}

void LossWatch::restart() {
  seen_.clear();
  saidLossy_ = saidSocket_ = false;
}

}  // namespace zoetrope::client
