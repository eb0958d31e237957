// SPDX-License-Identifier: MIT
// The time line without its window: what lies where between its two ends, and which time a click means.
// Thread: pure functions.
// Limits: a movie of unknown length (a live stream) has an empty line and no times to click on.
#pragma once

#include <optional>

namespace zoetrope::client {

// Seconds of the movie. Unknown figures are negative.
struct TimeLineState {
  double duration = -1;
  double position = -1;
  double heldFrom = -1;
  double heldTo = -1;
  bool canSeek = false;
  friend bool operator==(const TimeLineState&, const TimeLineState&) = default;
};

// A stretch of the line in pixels from its left end.
struct Stretch {
  int from = 0;
  int to = 0;
  bool empty() const { return to <= from; }
  friend bool operator==(Stretch, Stretch) = default;
};

Stretch playedStretch(const TimeLineState& state, int width);
Stretch heldStretch(const TimeLineState& state, int width);
// What is held behind the end of a movie that starts again, at its start.
Stretch heldAgainStretch(const TimeLineState& state, int width);

// The time under a pixel, within the movie; nothing when it may not be asked for.
std::optional<double> timeAt(const TimeLineState& state, int x, int width);

enum class TimeLineKey { Back, Forward, PageBack, PageForward, Start, End };
// Where a key leads to: 1 s, 10 % of the movie (at least 5 s), the ends.
std::optional<double> timeAfterKey(const TimeLineState& state, TimeLineKey key);

}  // namespace zoetrope::client
