// SPDX-License-Identifier: MIT
#include "libstream/rtsp/course_reply_reader.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/course_scan.h"
#include "libstream/rtsp/limits.h"

#include <algorithm>
#include <utility>

namespace zoetrope::rtsp {

void CourseReplyReader::feed(Bytes bytes, TimePoint now) {
  if (bytes.empty()) return;
  if (deadline_ && now >= *deadline_) quietBytes_ = input_.size();
  deadline_.reset();
  input_.append(bytes);
  lastFeed_ = now;
}

std::optional<CourseReplyReader::Event> CourseReplyReader::next(TimePoint now) {
  deadline_.reset();
  for (;;) {
    take(std::min(input_.text().find_first_not_of(" \t\r\n"), input_.size()));
    if (input_.empty()) return std::nullopt;
    if (!skipLateLine()) return nextReply(now);
  }
}

std::optional<CourseReplyReader::Event> CourseReplyReader::nextReply(TimePoint now) {
  const std::string_view all = input_.text();
  const std::string_view text = quietBytes_ > 0 ? all.substr(0, quietBytes_) : all;
  const CourseScan scan = scanCourse(text, CourseScan::Kind::Reply);
  if (!scan.refused.empty()) {
    take(text.size());
    return BadReply{scan.refused};
  }
  lateLinesPossible_ = false;
  if (scan.done) return takeReply(scan.textBytes, scan.takenBytes);
  const TimePoint end = lastFeed_ + scan.quiet;
  lateLinesPossible_ = quietBytes_ > 0 || now >= end;
  if (lateLinesPossible_) return takeReply(text.size(), text.size());
  deadline_ = end;
  return std::nullopt;
}

CourseReplyReader::Event CourseReplyReader::takeReply(std::size_t textBytes, std::size_t takenBytes) {
  auto reply = parseCourseReply(input_.text().substr(0, textBytes));
  take(takenBytes);
  if (!reply) return BadReply{reply.error().message};
  return std::move(*reply);
}

bool CourseReplyReader::skipLateLine() {
  const std::string_view text = input_.text();
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  if (!lateLinesPossible_ || line.find(':') == std::string_view::npos) return false;
  if (startsWithIgnoreCase(line, "RTSP/")) return false;
  take(std::min(end + 1, text.size()));
  return true;
}

void CourseReplyReader::take(std::size_t count) {
  input_.take(count);
  quietBytes_ -= std::min(quietBytes_, count);
}

}  // namespace zoetrope::rtsp
