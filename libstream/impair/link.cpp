// SPDX-License-Identifier: MIT
#include "libstream/impair/link.h"

#include <algorithm>

namespace zoetrope::impair {

namespace {

// Bursts of B packets with (1 - q) / q packets between them on average lose B / (B + (1 - q) / q) of all packets; this
// is the q for which that is the loss wanted. For single packets it is the loss itself.
double burstStart(const LinkOptions& options) {
  if (options.loss <= 0) return 0;
  return options.loss / (options.loss + options.burst * (1 - options.loss));
}

}  // namespace

std::uint64_t LinkRandom::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBU;
  return mixed ^ mixed >> 31;
}

double LinkRandom::share() {
  static constexpr double kUnit = 1.0 / 9007199254740992.0;  // 2^-53: every value is exact
  return static_cast<double>(next() >> 11) * kUnit;
}

Link::Link(const LinkOptions& options) : options_(options), random_(options.seed), burstStart_(burstStart(options)) {}

std::optional<TimePoint> Link::pass(std::size_t bytes, TimePoint now) {
  if (lose()) {
    ++counts_.lost;
    return std::nullopt;
  }
  if (queued(now) > options_.queue) {
    ++counts_.dropped;
    return std::nullopt;
  }
  const TimePoint left = transmit(bytes, now);
  const TimePoint out = std::max(left + options_.delay + jitter(now), lastOut_);
  lastOut_ = out;
  if (options_.reorder <= 0 || random_.share() >= options_.reorder) return out;
  ++counts_.reordered;
  return out + kReorderHold;
}

TimePoint Link::passStream(std::size_t bytes, TimePoint now) { return transmit(bytes, now) + options_.delay; }

Duration Link::queued(TimePoint now) const {
  return options_.rateBps > 0 && free_ > now ? free_ - now : Duration::zero();
}

bool Link::lose() {
  if (burstLeft_ == 0) {
    if (burstStart_ <= 0 || random_.share() >= burstStart_) return false;
    burstLeft_ = options_.burst;
  }
  --burstLeft_;
  return true;
}

// Counts the packet as passed; the time at which its last bit is on the line.
TimePoint Link::transmit(std::size_t bytes, TimePoint now) {
  const Duration waits = queued(now);
  ++counts_.passed;
  counts_.bytesPassed += bytes;
  counts_.queueingSum += waits;
  counts_.queueingMax = std::max(counts_.queueingMax, waits);
  if (options_.rateBps <= 0) return now;
  free_ = now + waits + fromSeconds(static_cast<double>(bytes) * 8 / options_.rateBps);
  return free_;
}

Duration Link::jitter(TimePoint now) {
  if (options_.jitter <= Duration{}) return Duration{};
  if (now >= jitterUntil_) {
    jitter_ = fromSeconds(toSeconds(options_.jitter) * random_.share());
    jitterUntil_ = now + kJitterHold;
  }
  return jitter_;
}

}  // namespace zoetrope::impair
