// SPDX-License-Identifier: MIT
// The charts of a session: bit rate, quality where the server says it, packets lost and recovered, cache, delay.
// Thread: pure functions.
#pragma once

#include "libstream/report/session_report.h"
#include "libstream/report/svg_chart.h"

#include <vector>

namespace zoetrope::report {

// Empty when the session was too short to have any.
std::vector<Chart> sessionCharts(const SessionReport& report);

}  // namespace zoetrope::report
