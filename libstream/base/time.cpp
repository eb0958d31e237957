// SPDX-License-Identifier: MIT
#include "libstream/base/time.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zoetrope {

namespace {

// Seconds from 1900-01-01 to 1970-01-01.
constexpr std::int64_t kNtpToUnixSeconds = 2'208'988'800;
constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

}  // namespace

NtpTime toNtp(WallTime time) {
  const std::int64_t nanos = time.time_since_epoch().count();
  std::int64_t seconds = nanos / kNanosPerSecond;
  std::int64_t rest = nanos % kNanosPerSecond;
  if (rest < 0) {
    rest += kNanosPerSecond;
    --seconds;
  }
  const auto whole = static_cast<std::uint64_t>(seconds + kNtpToUnixSeconds) & 0xFFFFFFFFU;
  const std::uint64_t fraction = (static_cast<std::uint64_t>(rest) << 32) / kNanosPerSecond;
  return {whole << 32 | fraction};
}

WallTime fromNtp(NtpTime time) {
  const auto seconds = static_cast<std::int64_t>(time.value >> 32) - kNtpToUnixSeconds;
  const std::uint64_t nanos = ((time.value & 0xFFFFFFFFU) * kNanosPerSecond + (std::uint64_t{1} << 31)) >> 32;
  return WallTime(Duration(seconds * kNanosPerSecond + static_cast<std::int64_t>(nanos)));
}

std::uint32_t toNtpShort(Duration duration) {
  const double units = std::round(toSeconds(duration) * 65536.0);
  return static_cast<std::uint32_t>(
      std::clamp(units, 0.0, static_cast<double>(std::numeric_limits<std::uint32_t>::max())));
}

Duration fromNtpShort(std::uint32_t units) { return fromSeconds(units / 65536.0); }

double toSeconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

Duration fromSeconds(double seconds) { return Duration(static_cast<std::int64_t>(std::llround(seconds * 1e9))); }

}  // namespace zoetrope
