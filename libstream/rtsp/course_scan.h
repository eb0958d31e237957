// SPDX-License-Identifier: MIT
// Where a course message ends: at a blank line, where the next one begins, or else only by quiet.
// Thread: pure functions.
// Limits: kMaxCourseMessageBytes, kMaxCourseLines.
#pragma once

#include "libstream/base/time.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace zoetrope::rtsp {

struct CourseScan {
  enum class Kind { Request, Reply };

  // The end is in the text: the message's own bytes, and those to take (with the blank line).
  bool done = false;
  std::size_t textBytes = 0;
  std::size_t takenBytes = 0;
  bool blankLine = false;
  // Otherwise: after how much quiet it is over.
  Duration quiet{};
  // Or why it is refused.
  std::string refused;
};

CourseScan scanCourse(std::string_view text, CourseScan::Kind kind);

}  // namespace zoetrope::rtsp
