// SPDX-License-Identifier: MIT
#include "libstream/report/session_report.h"

#include "libstream/base/text.h"

namespace zoetrope::report {

bool isSimulated(const SessionReport& report) {
  return toLower(report.sessionInfo).find("simulat") != std::string::npos;
}

}  // namespace zoetrope::report
