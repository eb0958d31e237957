// SPDX-License-Identifier: MIT
#include "libstream/rtsp/dialect.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/course.h"
#include "libstream/rtsp/uri.h"

#include <initializer_list>

namespace zoetrope::rtsp {

Dialect dialectOfRequestLine(std::string_view method, std::string_view uri) {
  if (uri == "*") return Dialect::Standard;
  if (hasScheme(uri)) return method == "SETUP" ? Dialect::Unknown : Dialect::Standard;
  if (isCourseMethod(method)) return Dialect::Course;
  // "OPTIONS /" is a stranger's probe, not a file name.
  return uri.empty() || uri.front() == '/' ? Dialect::Standard : Dialect::Course;
}

Dialect dialectOfTransport(std::string_view value, bool whole) {
  value = trim(value);
  bool mayStillBe = false;
  for (const std::string_view standard : {std::string_view("RTP/AVP"), std::string_view("RTP/SAVP")}) {
    if (startsWithIgnoreCase(value, standard)) return Dialect::Standard;
    mayStillBe = mayStillBe || startsWithIgnoreCase(standard, value);
  }
  return mayStillBe && !whole ? Dialect::Unknown : Dialect::Course;
}

}  // namespace zoetrope::rtsp
