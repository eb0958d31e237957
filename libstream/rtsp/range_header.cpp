// SPDX-License-Identifier: MIT
#include "libstream/rtsp/range_header.h"

#include "libstream/base/text.h"

#include <charconv>
#include <cmath>

namespace zoetrope::rtsp {

namespace {

using Unit = RangeHeader::Unit;

// A thousand days: beyond it a sum of milliseconds could no longer be exact, and no movie is that long.
constexpr double kMaxSeconds = 86'400'000;

// "12.5", "12." or "12"; no sign, no exponent.
std::optional<double> parseDecimal(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos || text.front() == '.')
    return std::nullopt;
  const auto value = parseDouble(text);
  return value && *value <= kMaxSeconds ? value : std::nullopt;
}

std::optional<double> parseClock(const std::vector<std::string_view>& parts) {
  const auto hours = parseNumber<unsigned>(parts[0]);
  const auto minutes = parseNumber<unsigned>(parts[1]);
  const auto seconds = parseDecimal(parts[2]);
  if (!hours || !minutes || !seconds || *minutes > 59 || *seconds >= 60) return std::nullopt;
  const double total = *hours * 3600.0 + *minutes * 60.0 + *seconds;
  return total <= kMaxSeconds ? std::optional<double>(total) : std::nullopt;
}

std::optional<double> parseTime(std::string_view text) {
  const auto parts = split(text, ':');
  if (parts.size() == 1) return parseDecimal(text);
  return parts.size() == 3 ? parseClock(parts) : std::nullopt;
}

Result<NptRange> parseNpt(std::string_view text) {
  const Error failure{"no range of normal play time: " + printable(text)};
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return failure;
  const std::string_view from = trim(text.substr(0, dash));
  const std::string_view to = trim(text.substr(dash + 1));
  if (from.empty() && to.empty()) return failure;
  NptRange range;
  range.now = equalsIgnoreCase(from, "now");
  if (!range.now && !from.empty()) {
    range.from = parseTime(from);
    if (!range.from) return failure;
  }
  if (!to.empty()) {
    range.to = parseTime(to);
    if (!range.to) return failure;
  }
  return range;
}

Unit unitOf(std::string_view name) {
  if (equalsIgnoreCase(name, "npt")) return Unit::Npt;
  if (equalsIgnoreCase(name, "clock")) return Unit::Clock;
  return startsWithIgnoreCase(name, "smpte") ? Unit::Smpte : Unit::Other;
}

}  // namespace

Result<RangeHeader> parseRange(std::string_view value) {
  const std::string_view text = trim(value.substr(0, value.find(';')));
  const std::size_t equals = text.find('=');
  const std::string_view name = trim(text.substr(0, equals));
  if (equals == std::string_view::npos || name.empty()) return Error{"no range: " + printable(value)};
  RangeHeader range;
  range.unit = unitOf(name);
  if (range.unit != Unit::Npt) return range;
  auto npt = parseNpt(text.substr(equals + 1));
  if (!npt) return npt.error();
  range.npt = *npt;
  return range;
}

std::string serializeRange(const NptRange& range) {
  std::string out = "npt=";
  if (range.now) out += "now";
  if (!range.now && range.from) out += formatSeconds(*range.from);
  out += '-';
  if (range.to) out += formatSeconds(*range.to);
  return out;
}

std::string formatSeconds(double seconds) {
  char text[64];
  const double whole = std::isfinite(seconds) && std::abs(seconds) <= kMaxSeconds * 1000 ? seconds : 0;
  const auto [end, error] = std::to_chars(text, text + sizeof text, whole, std::chars_format::fixed, 3);
  std::string out(text, error == std::errc{} ? end : text);
  out.erase(out.find_last_not_of('0') + 1);
  if (!out.empty() && out.back() == '.') out.pop_back();
  return out == "-0" || out.empty() ? "0" : out;
}

}  // namespace zoetrope::rtsp
