// SPDX-License-Identifier: MIT
// The report for spreadsheets: a table (RFC 4180) with a row for each second of the session.
// Thread: pure functions.
#pragma once

#include "libstream/report/session_report.h"

#include <string>
#include <string_view>

namespace zoetrope::report {

// In quotes where it needs them; what a spreadsheet would take for a formula begins with an apostrophe.
std::string csvText(std::string_view text);
// `seconds` is the end of the row's time, `counts_of_last_seconds` its length. Counters have the names of --json:
// counts are what happened in that time (their sum is the session's), measures what was at its end. The last columns
// say what was played, over what, and how it ended. A session without a second of history is one row.
std::string csvReport(const SessionReport& report);

}  // namespace zoetrope::report
