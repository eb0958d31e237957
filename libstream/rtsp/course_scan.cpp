// SPDX-License-Identifier: MIT
#include "libstream/rtsp/course_scan.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/course.h"
#include "libstream/rtsp/limits.h"
#include "libstream/rtsp/message_head.h"

namespace zoetrope::rtsp {

namespace {

// Method or status, CSeq, and Transport or Session: with fewer, more will come.
constexpr std::size_t kWholeLines = 3;

// Where in a later line the next message begins, or npos.
std::size_t findNext(std::string_view line, CourseScan::Kind kind) {
  if (kind == CourseScan::Kind::Reply) return line.find("RTSP/1.");
  return beginsCourseRequest(line) ? 0 : findGluedRequest(line);
}

CourseScan ended(std::size_t textBytes, std::size_t takenBytes, bool blankLine) {
  CourseScan scan;
  scan.done = true;
  scan.textBytes = textBytes;
  scan.takenBytes = takenBytes;
  scan.blankLine = blankLine;
  return scan;
}

CourseScan refused(std::string reason) {
  CourseScan scan;
  scan.refused = std::move(reason);
  return scan;
}

}  // namespace

CourseScan scanCourse(std::string_view text, CourseScan::Kind kind) {
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string_view line = text.substr(at, end == std::string_view::npos ? end : end - at);
    if (hasControlBytes(line)) return refused("bytes that are no text: " + printable(line, 40));
    if (const std::size_t next = at == 0 ? std::string_view::npos : findNext(line, kind);
        next != std::string_view::npos)
      return ended(at + next, at + next, false);
    if (end == std::string_view::npos) break;
    if (trim(line).empty()) return ended(at, end + 1, true);
    at = end + 1;
    if (++lines > kMaxCourseLines) return refused("more than " + std::to_string(kMaxCourseLines) + " lines");
    if (at > kMaxCourseMessageBytes) break;
  }
  if (text.size() > kMaxCourseMessageBytes)
    return refused("a message of more than " + std::to_string(kMaxCourseMessageBytes) + " bytes");
  CourseScan scan;
  scan.quiet = lines >= kWholeLines && text.back() == '\n' ? kQuietAfterNewline : kQuietInLine;
  return scan;
}

}  // namespace zoetrope::rtsp
