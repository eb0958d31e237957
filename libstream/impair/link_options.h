// SPDX-License-Identifier: MIT
// What a simulated link does to packets, as --impair and the network laboratory write it:
// "loss=5%,burst=20,rate=20mbit,queue=100ms,delay=20ms,jitter=5ms,reorder=1%,seed=7", in any order.
// Thread: values, pure functions.
// Fails: parseLink() with one sentence about the first thing that is wrong.
// Limits: kMaxLinkTime for every time, kMaxBurst packets, rates from 1 kbit/s to 100 Gbit/s.
#pragma once

#include "libstream/base/result.h"
#include "libstream/base/time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace zoetrope::impair {

inline constexpr Duration kMaxLinkTime = std::chrono::seconds(10);
inline constexpr int kMaxBurst = 10'000;
// How long a packet is held back so that others overtake it.
inline constexpr Duration kReorderHold = std::chrono::milliseconds(5);

struct LinkOptions {
  double loss = 0;                                  // share of the packets, 0 to 1
  int burst = 1;                                    // so many are lost at once; the mean stays `loss`
  double rateBps = 0;                               // bit/s; 0: no limit
  Duration queue = std::chrono::milliseconds(100);  // of waiting at that rate; who would wait longer is dropped
  Duration delay{};                                 // of every packet
  Duration jitter{};                                // up to so much more; the order is kept
  double reorder = 0;                               // share that is held back by kReorderHold and so overtaken
  std::uint64_t seed = 1;                           // the same seed and packets give the same fate

  bool impairs() const { return loss > 0 || rateBps > 0 || delay > Duration{} || jitter > Duration{} || reorder > 0; }
  friend bool operator==(const LinkOptions&, const LinkOptions&) = default;
};

Result<LinkOptions> parseLink(std::string_view text);
// "20mbit", "800kbit", "1gbit", in bit/s. Its error goes on behind an option's name: "takes a bit rate from …".
Result<double> parseRate(std::string_view text);
// In plain words: "5 % loss in bursts of 20, 20 Mbit/s with a queue of 100 ms, 20 ms delay". Without its seed.
std::string describeLink(const LinkOptions& options);

}  // namespace zoetrope::impair
