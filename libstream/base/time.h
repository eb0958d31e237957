// SPDX-License-Identifier: MIT
// Time as an argument: points on a monotonic clock, the wall clock, and NTP's format of it (RFC 3550, section 4).
// Thread: values; a Clock may be read from any thread.
#pragma once

#include <chrono>
#include <cstdint>

namespace zoetrope {

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;
using WallTime = std::chrono::time_point<std::chrono::system_clock, Duration>;

// The only way to learn what time it is; the system's clock is in net/, tests turn their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
  virtual WallTime wallNow() const = 0;
};

// 32.32 fixed point seconds since 1900 (RFC 3550, section 4).
struct NtpTime {
  std::uint64_t value = 0;

  // The middle 32 bits, as LSR and DLSR use them: units of 1/65536 s.
  std::uint32_t middle() const { return static_cast<std::uint32_t>(value >> 16); }
  friend bool operator==(NtpTime, NtpTime) = default;
};

NtpTime toNtp(WallTime time);
WallTime fromNtp(NtpTime time);

// Between durations and LSR/DLSR units of 1/65536 s. Negative durations become 0, longer than 18 h saturate.
std::uint32_t toNtpShort(Duration duration);
Duration fromNtpShort(std::uint32_t units);

double toSeconds(Duration duration);
Duration fromSeconds(double seconds);

}  // namespace zoetrope
