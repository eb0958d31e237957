// SPDX-License-Identifier: MIT
// The report for people: one HTML page that needs nothing else, on a screen or printed on A4.
// Thread: pure functions.
// Limits: of a long conversation the first and last kMostUtterances / 2 requests and replies are shown.
#pragma once

#include "libstream/report/session_report.h"

#include <cstddef>
#include <string>

namespace zoetrope::report {

inline constexpr std::size_t kMostUtterances = 120;

std::string htmlReport(const SessionReport& report);

}  // namespace zoetrope::report
