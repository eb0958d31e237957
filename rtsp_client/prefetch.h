// SPDX-License-Identifier: MIT
// Whether and what is fetched between SETUP and the user's PLAY, and when that is enough.
// Thread: one at a time.
// Fails: a server that takes the filling badly turns it off for the session.
#pragma once

#include "rtsp_client/session_types.h"
#include "rtsp_client/target.h"

#include <optional>

namespace zoetrope::client {

class Prefetch {
 public:
  Prefetch(Dialect dialect, int frames) : dialect_(dialect), frames_(frames) {}

  // A stream without an end, or a server that cannot pause, is never filled ahead of PLAY.
  bool wanted(const MovieFacts& movie) const;
  // The request that fetches the cache's frames from `seconds` on.
  Ask ask(const MovieFacts& movie, double seconds);
  // True when all that was asked for is here: by count in the course dialect, by where the movie goes on in the other.
  bool done(int held, double nextSeconds, const MovieFacts& movie) const;

  // For the rest of the session the cache only fills after PLAY.
  void turnOff() { off_ = true; }
  void reset() { off_ = false; }
  bool off() const { return off_; }

 private:
  Dialect dialect_;
  int frames_;
  bool off_ = false;
  double from_ = 0;
};

// Frames are asked for as half-open spans of time; the end lies in the middle of a frame's time, so that no rounding
// adds or loses one.
double spanOfFrames(int frames, double frameRate);

}  // namespace zoetrope::client
