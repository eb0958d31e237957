// SPDX-License-Identifier: MIT
// From RTP timestamps to positions in the movie: each RTP-Info (or PLAY of the course dialect) sets a new origin.
// Spec: RFC 2326, section 12.33 and appendix B.
// Thread: one at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

namespace zoetrope::playback {

// The place in a movie that starts again after `loop` seconds of a time that counts on; `seconds` itself without a
// loop.
double placeInRound(double seconds, double loop);

class NptMap {
 public:
  // Frames from `rtpTimestamp` on are at `npt` seconds and further.
  void rebase(std::uint32_t rtpTimestamp, double npt);
  // Negative before any rebase.
  double nptOf(std::uint32_t rtpTimestamp) const;
  // A frame came: a stream without an end outlasts the 6.6 hours over which two timestamps can be compared.
  void follow(std::uint32_t rtpTimestamp);
  void clear() { origins_.clear(); }

 private:
  static constexpr std::size_t kMaxOrigins = 8;
  struct Origin {
    std::uint32_t rtpTimestamp;
    double npt;
  };
  // Newest last; a frame of an earlier range may still come after the next range's origin.
  std::deque<Origin> origins_;
};

}  // namespace zoetrope::playback
