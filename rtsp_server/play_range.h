// SPDX-License-Identifier: MIT
// What PLAY asks for, in frames: the Range, Speed and Scale headers against the movie and where it stands.
// Spec: RFC 2326, sections 12.29 (Range), 12.34 (Scale), 12.35 (Speed).
// Thread: pure functions.
// Fails: 400 for what cannot be read, 457 for what is not in the movie.
#pragma once

#include "libstream/base/result.h"
#include "libstream/rtsp/message.h"

#include <cstddef>
#include <optional>
#include <string>

namespace zoetrope::server {

struct MovieLength {
  std::size_t frames = 0;
  double fps = 0;
};

struct PlayRange {
  std::size_t first = 0;
  std::size_t end = 0;  // not included
  // An end was asked for that lies before the movie's.
  bool hasEnd = false;
  double speed = 1.0;
};

struct BadPlay {
  int status = 400;
  std::string reason;
};

// Without a Range it goes on at `position`; at the movie's end that is the beginning.
Result<PlayRange, BadPlay> playRange(const rtsp::HeaderList& headers, const MovieLength& movie, std::size_t position);

// The Range of the reply; a movie that loops has no end.
std::string rangeText(const PlayRange& range, const MovieLength& movie, bool loops);

}  // namespace zoetrope::server
