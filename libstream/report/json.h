// SPDX-License-Identifier: MIT
// The report for programs: one JSON object (RFC 8259) with everything that is in it.
// Thread: pure functions.
#pragma once

#include "libstream/report/session_report.h"

#include <string>
#include <string_view>

namespace zoetrope::report {

// The text between quotes, what is no UTF-8 replaced.
std::string jsonQuoted(std::string_view text);
// `counters` and those in `history` are the same names and meanings as those of --json.
std::string jsonReport(const SessionReport& report);

}  // namespace zoetrope::report
