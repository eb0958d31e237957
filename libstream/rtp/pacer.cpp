// SPDX-License-Identifier: MIT
#include "libstream/rtp/pacer.h"

#include <algorithm>
#include <cstdint>

namespace zoetrope::rtp {

namespace {

// What of `packets` fits into kMaxTrainTime when all of them take `time`.
std::size_t trainFor(std::size_t packets, Duration time) {
  if (time <= Pacer::kMaxTrainTime) return Pacer::kMaxTrainPackets;
  const double perTrain = static_cast<double>(packets) * toSeconds(Pacer::kMaxTrainTime) / toSeconds(time);
  return std::clamp<std::size_t>(static_cast<std::size_t>(perTrain), 1, Pacer::kMaxTrainPackets);
}

}  // namespace

void Pacer::begin(TimePoint start, Duration interval, std::size_t packets, Duration least) {
  packets_ = packets;
  sent_ = 0;
  retime(start, interval, least);
}

void Pacer::retime(TimePoint now, Duration interval, Duration least) {
  const double longest = toSeconds(std::max(interval, Duration::zero()));
  const Duration spend = std::clamp(least, fromSeconds(longest * kLeastSpend), fromSeconds(longest * kSpend));
  start_ = now;
  timedFrom_ = sent_;
  const bool small = remaining() <= kInitialWindow && least <= kMaxTrainTime;
  train_ = small ? kInitialWindow : trainFor(remaining(), spend);
  const std::size_t trains = (remaining() + train_ - 1) / train_;
  trainGap_ = trains > 1 ? spend / static_cast<std::int64_t>(trains - 1) : Duration::zero();
}

std::size_t Pacer::due(TimePoint now) const {
  const std::optional<TimePoint> next = nextTime();
  if (!next || now < *next) return 0;
  return std::min(train_ - (sent_ - timedFrom_) % train_, remaining());
}

void Pacer::onSent(std::size_t packets) { sent_ = std::min(packets_, sent_ + packets); }

TimePoint Pacer::endTime() const {
  const std::size_t timed = packets_ - timedFrom_;
  return start_ + trainGap_ * static_cast<std::int64_t>(timed == 0 ? 0 : (timed - 1) / train_);
}

std::optional<TimePoint> Pacer::nextTime() const {
  if (done()) return std::nullopt;
  return start_ + trainGap_ * static_cast<std::int64_t>((sent_ - timedFrom_) / train_);
}

}  // namespace zoetrope::rtp
