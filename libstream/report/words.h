// SPDX-License-Identifier: MIT
// Figures and times in words, as the sentences and tables of a report have them.
// Thread: pure functions.
#pragma once

#include "libstream/base/time.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace zoetrope::report {

// "90,210"
std::string grouped(std::uint64_t number);
// "1 packet", "90,210 packets"
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);
// With so many places behind the point; what is no number is 0.
std::string decimal(double value, int places);
// "4.99 %"; "less than 0.01 %" where the two places would say that it is nothing.
std::string percentText(double percent);
// "98.4 Mbit/s", "640 kbit/s"
std::string bitRateText(double bitsPerSecond);
// "123.4 MB", "640 bytes"
std::string byteText(std::uint64_t bytes);
// "12 ms", "0.8 ms"
std::string milliText(double value);
// "10.2 s", "3:05 min"
std::string spanText(double seconds);

// "2026-11-28T12:34:56.789+01:00" (RFC 3339)
std::string timestamp(WallTime at, std::chrono::minutes utcOffset);
// "2026-11-28 12:34:56 (UTC+01:00)"
std::string dateText(WallTime at, std::chrono::minutes utcOffset);
// "12:34:56.789"
std::string clockText(WallTime at, std::chrono::minutes utcOffset);

}  // namespace zoetrope::report
