// SPDX-License-Identifier: MIT
#include "rtsp_client/window/time_line_geometry.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::client {
namespace {

constexpr double kStepSeconds = 1;
constexpr double kShortestPageSeconds = 5;
constexpr double kPageShare = 0.1;
// A seek to the very end would show nothing: the last tenth of a second is where End leads.
constexpr double kBeforeEndSeconds = 0.1;

int pixelOf(double time, double duration, int width) {
  return static_cast<int>(std::lround(std::clamp(time / duration, 0.0, 1.0) * width));
}

}  // namespace

Stretch playedStretch(const TimeLineState& state, int width) {
  if (state.duration <= 0 || state.position <= 0 || width <= 0) return {};
  return {0, pixelOf(state.position, state.duration, width)};
}

Stretch heldStretch(const TimeLineState& state, int width) {
  if (state.duration <= 0 || state.heldFrom < 0 || state.heldTo <= state.heldFrom || width <= 0) return {};
  Stretch held{pixelOf(state.heldFrom, state.duration, width), pixelOf(state.heldTo, state.duration, width)};
  // What is held is never invisible, however long the movie.
  if (held.empty()) held.to = held.from + 1;
  return held;
}

Stretch heldAgainStretch(const TimeLineState& state, int width) {
  if (state.duration <= 0 || state.heldFrom < 0 || state.heldTo <= state.duration || width <= 0) return {};
  return {0, pixelOf(state.heldTo - state.duration, state.duration, width)};
}

std::optional<double> timeAt(const TimeLineState& state, int x, int width) {
  if (!state.canSeek || state.duration <= 0 || width <= 0) return std::nullopt;
  return std::clamp(static_cast<double>(x) / width, 0.0, 1.0) * state.duration;
}

std::optional<double> timeAfterKey(const TimeLineState& state, TimeLineKey key) {
  if (!state.canSeek || state.duration <= 0) return std::nullopt;
  const double now = std::max(0.0, state.position);
  const double page = std::max(kShortestPageSeconds, state.duration * kPageShare);
  const double last = std::max(0.0, state.duration - kBeforeEndSeconds);
  switch (key) {
    case TimeLineKey::Back:
      return std::clamp(now - kStepSeconds, 0.0, last);
    case TimeLineKey::Forward:
      return std::clamp(now + kStepSeconds, 0.0, last);
    case TimeLineKey::PageBack:
      return std::clamp(now - page, 0.0, last);
    case TimeLineKey::PageForward:
      return std::clamp(now + page, 0.0, last);
    case TimeLineKey::Start:
      return 0.0;
    case TimeLineKey::End:
      return last;
  }
  return std::nullopt;
}

}  // namespace zoetrope::client
