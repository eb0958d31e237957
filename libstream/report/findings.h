// SPDX-License-Identifier: MIT
// What a session's figures mean, in sentences: what the network did, what was recovered, what the server sent where it
// says so, what the viewer saw, what this machine did, what it took from the network.
// Thread: pure functions.
#pragma once

#include "libstream/report/session_report.h"

#include <string>
#include <vector>

namespace zoetrope::report {

struct Finding {
  // "The network"
  const char* about;
  // One sentence or a few.
  std::string text;
};

// Good: no frame was lost, or there was nothing to lose yet. Marred: frames were. Failed: it ended badly.
enum class Grade { Good, Marred, Failed };
Grade gradeOf(const SessionReport& report);
// All of it in one sentence.
std::string verdict(const SessionReport& report);
// In the order above. One says that nothing was played where that is so.
std::vector<Finding> findings(const SessionReport& report);

}  // namespace zoetrope::report
