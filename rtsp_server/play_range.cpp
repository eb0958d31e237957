// SPDX-License-Identifier: MIT
#include "rtsp_server/play_range.h"

#include "libstream/rtsp/range_header.h"
#include "libstream/rtsp/simple_headers.h"
#include "rtsp_server/limits.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::server {

namespace {

BadPlay notInMovie(std::string_view range, const MovieLength& movie) {
  return {457, "the range " + std::string(range) + " is not within the movie's " +
                   rtsp::formatSeconds(static_cast<double>(movie.frames) / movie.fps) + " s"};
}

// The frame whose time is nearest: ranges are written with milliseconds, frames are further apart.
std::size_t frameAt(double seconds, const MovieLength& movie) {
  const double frame = std::round(std::min(seconds * movie.fps, 1e15));
  return static_cast<std::size_t>(std::max(frame, 0.0));
}

Result<PlayRange, BadPlay> fromNpt(std::string_view text, const rtsp::NptRange& npt, const MovieLength& movie,
                                   std::size_t position) {
  PlayRange range;
  range.first = npt.from ? frameAt(*npt.from, movie) : position;
  range.end = movie.frames;
  if (npt.to) {
    range.end = std::min(frameAt(*npt.to, movie), movie.frames);
    range.hasEnd = true;
  }
  if (range.first >= movie.frames || range.end <= range.first) return notInMovie(text, movie);
  return range;
}

}  // namespace

Result<PlayRange, BadPlay> playRange(const rtsp::HeaderList& headers, const MovieLength& movie, std::size_t position) {
  const std::size_t from = position < movie.frames ? position : 0;
  PlayRange range{from, movie.frames, false, 1.0};
  if (const auto text = headers.get("Range")) {
    const auto parsed = rtsp::parseRange(*text);
    if (!parsed) return BadPlay{400, parsed.error().message};
    if (parsed->unit != rtsp::RangeHeader::Unit::Npt) return BadPlay{457, "only npt ranges are known"};
    auto found = fromNpt(*text, parsed->npt, movie, from);
    if (!found) return found;
    range = *found;
  }
  if (const auto text = headers.get("Speed")) {
    const auto speed = rtsp::parseSpeed(*text);
    if (!speed) return BadPlay{400, "Speed is not a number above 0"};
    range.speed = std::clamp(*speed, kMinSpeed, kMaxSpeed);
  }
  if (const auto text = headers.get("Scale"); text && !rtsp::parseScale(*text))
    return BadPlay{400, "Scale is not a number"};
  return range;
}

std::string rangeText(const PlayRange& range, const MovieLength& movie, bool loops) {
  rtsp::NptRange npt;
  npt.from = static_cast<double>(range.first) / movie.fps;
  if (!loops || range.hasEnd) npt.to = static_cast<double>(range.end) / movie.fps;
  return rtsp::serializeRange(npt);
}

}  // namespace zoetrope::server
