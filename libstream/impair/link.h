// SPDX-License-Identifier: MIT
// One direction of a network path: it loses, queues, delays and reorders packets, and counts what it did. In this
// order, as a router with a bad line behind it would: random loss, then the queue before the rate, then delay and
// jitter, then the holding back. The fate of packets depends on nothing but the options, the sizes and the times.
// Thread: one at a time; time is an argument and must not go back.
// Limits: no more state than a few numbers; who holds the packets until their time is InFlight (in_flight.h).
#pragma once

#include "libstream/impair/link_options.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace zoetrope::impair {

// A small generator of its own (SplitMix64): the same numbers on every platform, which std::distributions do not
// promise.
class LinkRandom {
 public:
  explicit LinkRandom(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();
  // From 0 to below 1.
  double share();

 private:
  std::uint64_t state_;
};

class Link {
 public:
  struct Counts {
    std::uint64_t passed = 0;
    std::uint64_t bytesPassed = 0;
    std::uint64_t lost = 0;       // at random
    std::uint64_t dropped = 0;    // for want of room in the queue
    std::uint64_t reordered = 0;  // of those that passed: held back
    Duration queueingSum{};       // of those that passed: waiting for the rate
    Duration queueingMax{};

    std::uint64_t offered() const { return passed + lost + dropped; }
  };

  // How long one drawn jitter holds: packets closer together than this come in lumps, as from a busy radio link. A new
  // value for each packet would, with the order kept, be no more than a constant delay for dense packets.
  static constexpr Duration kJitterHold = std::chrono::milliseconds(10);

  explicit Link(const LinkOptions& options);

  // A packet of `bytes`, IP and UDP headers included, enters: when it comes out, or nothing when it is lost.
  std::optional<TimePoint> pass(std::size_t bytes, TimePoint now);
  // The same for bytes of a connection that nothing may be lost of and whose order is kept: rate and delay only.
  TimePoint passStream(std::size_t bytes, TimePoint now);
  // For packets that enter from now on.
  void setRate(double bps) { options_.rateBps = bps; }
  // How long a packet that enters now would wait for the rate.
  Duration queued(TimePoint now) const;

  const Counts& counts() const { return counts_; }
  const LinkOptions& options() const { return options_; }

 private:
  bool lose();
  TimePoint transmit(std::size_t bytes, TimePoint now);
  Duration jitter(TimePoint now);

  LinkOptions options_;
  // State.
  LinkRandom random_;
  Counts counts_;
  const double burstStart_;  // the chance that a burst begins with a packet that is in none
  int burstLeft_ = 0;
  TimePoint free_ = TimePoint::min();  // when the last bit of those before has left
  TimePoint lastOut_ = TimePoint::min();
  TimePoint jitterUntil_ = TimePoint::min();
  Duration jitter_{};
};

}  // namespace zoetrope::impair
