// SPDX-License-Identifier: MIT
// The Range header and SDP's a=range: normal play time. Other clocks are recognised, to be refused with 457.
// Spec: RFC 2326, sections 3.5 to 3.7 and 12.29.
// Thread: values, pure functions.
// Fails: what is no range is an Error (400).
#pragma once

#include "libstream/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace zoetrope::rtsp {

// Seconds. Without `from` and not `now`: "-20", up to there from where it is; without `to`: to the end, or without one.
struct NptRange {
  std::optional<double> from;
  std::optional<double> to;
  // "now-": a live stream.
  bool now = false;
  friend bool operator==(const NptRange&, const NptRange&) = default;
};

struct RangeHeader {
  enum class Unit { Npt, Smpte, Clock, Other };
  Unit unit = Unit::Npt;
  NptRange npt;
};

// "npt=0:00:10.5-20;time=…" (the time is skipped).
Result<RangeHeader> parseRange(std::string_view value);
// "npt=10.5-20", milliseconds at most.
std::string serializeRange(const NptRange& range);
// "10.5"; up to three decimals, no more of them than needed.
std::string formatSeconds(double seconds);

}  // namespace zoetrope::rtsp
