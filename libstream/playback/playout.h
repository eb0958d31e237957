// SPDX-License-Identifier: MIT
// Cache and clock together: frames go in as they arrive and come out when they are to be shown.
// Thread: one at a time; time is an argument.
// Owns: the cache and the clock.
//
//   Stopped --play--> Playing <--refilled-- Starving      pause: back to Stopped, what is held stays
//        \--play (fill first)--> Filling --full--> Playing
//   Playing, Starving --clear--> Filling --full, or half and a second's worth--> Playing
#pragma once

#include "libstream/base/time.h"
#include "libstream/playback/counters.h"
#include "libstream/playback/frame_cache.h"
#include "libstream/playback/playout_clock.h"

#include <cstdint>
#include <optional>

namespace zoetrope::playback {

class Playout {
 public:
  enum class State { Stopped, Filling, Playing, Starving };
  // AtOnce: what is held is shown from now on. WhenFull: the cache is filled first (streams that are not prefetched).
  enum class Start { AtOnce, WhenFull };

  Playout(CacheLimits limits, Pace pace);

  // A frame to be shown; incomplete ones are not to be pushed.
  void push(AssembledFrame&& frame, TimePoint now);
  // The next frame whose time has come, null when none is due. Ask until null.
  FramePtr next(TimePoint now);
  // When to ask again; nothing: after the next push.
  std::optional<TimePoint> deadline() const;

  // Of the movie, as its description says: a sender that leaves out frames shows fewer. 0: not said.
  void setFrameRate(double framesPerSecond) { declaredRate_ = framesPerSecond; }
  void play(TimePoint now, Start start = Start::AtOnce);
  void pause();
  // Nothing more will come: what is held is played to its end without waiting for more.
  void setEnded(bool ended) { ended_ = ended; }
  // Everything held is played and no more comes.
  bool playedOut() const { return ended_ && cache_.empty(); }
  // Within what is held: true, and the next frame shown is the one at npt.
  bool seek(double npt, TimePoint now);
  // TEARDOWN, a seek outside: empties the cache.
  void clear();
  // The stream does not continue what came before (FrameListener::onDiscontinuity).
  void onDiscontinuity() { clock_.onDiscontinuity(); }
  void interruptArrivals() { clock_.interruptArrivals(); }

  // When the frame of this timestamp is to be shown; nothing while nothing plays, or when that is not known.
  std::optional<TimePoint> turnOf(std::uint32_t rtpTimestamp) const;
  State state() const { return state_; }
  bool cacheOff() const { return limits_.targetFrames == 0; }
  const FrameCache& cache() const { return cache_; }
  // How much time is held.
  Duration heldTime() const;
  double framesPerSecond() const { return clock_.framesPerSecond(); }
  // frames_shown, frames_late, frames_dropped, starved…, cache_frames.
  void report(Counters& counters) const;

 private:
  Duration spareTarget() const;
  void noteSpare(TimePoint now);
  bool filled() const;
  bool refilled() const;
  bool filledAfterSeek() const;
  Duration targetTime() const;
  void resumeIfFilled(TimePoint now);
  bool hasEnough() const;
  FramePtr show();

  // Given.
  CacheLimits limits_;
  // Owned.
  FrameCache cache_;
  PlayoutClock clock_;
  // State.
  State state_ = State::Stopped;
  // Filling behind a seek, where one waits for the picture.
  bool afterSeek_ = false;
  bool ended_ = false;
  double declaredRate_ = 0;
  std::uint64_t shown_ = 0;
  std::uint64_t late_ = 0;
  std::uint64_t starvations_ = 0;
};

}  // namespace zoetrope::playback
