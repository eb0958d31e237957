// SPDX-License-Identifier: MIT
#include "libstream/report/words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace zoetrope::report {
namespace {

template <class... Values>
std::string format(const char* pattern, Values... values) {
  char text[96];
  std::snprintf(text, sizeof text, pattern, values...);
  return text;
}

struct Parts {
  int year, month, day, hour, minute, second, millisecond;
};

Parts partsOf(WallTime at, std::chrono::minutes utcOffset) {
  using namespace std::chrono;
  const auto local = floor<milliseconds>(at + utcOffset);
  const auto date = floor<days>(local);
  const year_month_day day(date);
  const hh_mm_ss time(local - date);
  return {static_cast<int>(day.year()),
          static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day())),
          static_cast<int>(time.hours().count()),
          static_cast<int>(time.minutes().count()),
          static_cast<int>(time.seconds().count()),
          static_cast<int>(time.subseconds().count())};
}

std::string offsetText(std::chrono::minutes utcOffset) {
  const long minutes = std::labs(static_cast<long>(utcOffset.count()));
  return format("%c%02ld:%02ld", utcOffset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return grouped(number) + ' ' + std::string(number == 1 ? one : many);
}

std::string decimal(double value, int places) {
  constexpr double kMost = 1e15;
  return format("%.*f", places, std::isfinite(value) ? std::clamp(value, -kMost, kMost) : 0.0);
}

std::string percentText(double percent) {
  constexpr double kLeast = 0.005;
  if (percent > 0 && percent < kLeast) return "less than 0.01 %";
  return decimal(percent, 2) + " %";
}

std::string bitRateText(double bitsPerSecond) {
  constexpr double kMega = 1e6;
  constexpr double kKilo = 1e3;
  if (bitsPerSecond >= kMega) return decimal(bitsPerSecond / kMega, 1) + " Mbit/s";
  return decimal(bitsPerSecond / kKilo, 0) + " kbit/s";
}

std::string byteText(std::uint64_t bytes) {
  const double value = static_cast<double>(bytes);
  if (value >= 1e9) return decimal(value / 1e9, 2) + " GB";
  if (value >= 1e6) return decimal(value / 1e6, 1) + " MB";
  if (value >= 1e4) return decimal(value / 1e3, 0) + " kB";
  return counted(bytes, "byte", "bytes");
}

std::string milliText(double value) { return decimal(value, value < 9.95 ? 1 : 0) + " ms"; }

std::string spanText(double seconds) {
  constexpr double kMinute = 60;
  if (!(seconds >= 2 * kMinute)) return decimal(seconds, 1) + " s";
  const auto whole = static_cast<std::uint64_t>(std::llround(std::min(seconds, 1e9)));
  return grouped(whole / 60) + format(":%02d min", static_cast<int>(whole % 60));
}

std::string timestamp(WallTime at, std::chrono::minutes utcOffset) {
  const Parts is = partsOf(at, utcOffset);
  return format("%04d-%02d-%02dT%02d:%02d:%02d.%03d", is.year, is.month, is.day, is.hour, is.minute, is.second,
                is.millisecond) +
         offsetText(utcOffset);
}

std::string dateText(WallTime at, std::chrono::minutes utcOffset) {
  const Parts is = partsOf(at, utcOffset);
  const std::string offset = utcOffset.count() == 0 ? "" : offsetText(utcOffset);
  return format("%04d-%02d-%02d %02d:%02d:%02d", is.year, is.month, is.day, is.hour, is.minute, is.second) + " (UTC" +
         offset + ")";
}

std::string clockText(WallTime at, std::chrono::minutes utcOffset) {
  const Parts is = partsOf(at, utcOffset);
  return format("%02d:%02d:%02d.%03d", is.hour, is.minute, is.second, is.millisecond);
}

}  // namespace zoetrope::report
