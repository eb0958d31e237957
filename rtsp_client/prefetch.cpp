// SPDX-License-Identifier: MIT
#include "rtsp_client/prefetch.h"

namespace zoetrope::client {
namespace {

// Never more than twice real time: the path that carries the movie should carry the filling.
constexpr double kFillSpeed = 2;

}  // namespace

double spanOfFrames(int frames, double frameRate) { return (frames - 0.5) / frameRate; }

bool Prefetch::wanted(const MovieFacts& movie) const {
  if (off_ || frames_ <= 0 || !movie.canPause) return false;
  return dialect_ == Dialect::Course || movie.length() >= 0;
}

Ask Prefetch::ask(const MovieFacts& movie, double seconds) {
  from_ = seconds;
  Ask ask{.verb = Verb::Play, .preBuffer = true};
  if (dialect_ == Dialect::Course) return ask;
  ask.from = seconds;
  ask.to = seconds + spanOfFrames(frames_, movie.rate());
  if (movie.ours) ask.speed = kFillSpeed;
  return ask;
}

bool Prefetch::done(int held, double nextSeconds, const MovieFacts& movie) const {
  if (held >= frames_) return true;
  if (dialect_ == Dialect::Course) return false;
  return nextSeconds >= from_ + spanOfFrames(frames_, movie.rate());
}

}  // namespace zoetrope::client
