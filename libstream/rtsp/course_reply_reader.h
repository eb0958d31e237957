// SPDX-License-Identifier: MIT
// The replies of a course server, in every form they were met: any line ends, with and without a blank line or any
// newline at the end, more or fewer lines than the three. They carry no order of their own: match them by theirs.
// Thread: one at a time.
// Fails: a reply without a status is a BadReply, never a guess; the reader goes on after it.
// Limits: kMaxCourseMessageBytes, kMaxCourseLines.
#pragma once

#include "libstream/base/time.h"
#include "libstream/rtsp/course.h"
#include "libstream/rtsp/input_buffer.h"
#include "libstream/rtsp/reply_reader.h"

#include <optional>
#include <variant>

namespace zoetrope::rtsp {

class CourseReplyReader {
 public:
  using Event = std::variant<CourseReply, BadReply>;

  // `now` is when the bytes came. Then call next() until it has nothing more.
  void feed(Bytes bytes, TimePoint now);
  std::optional<Event> next(TimePoint now);
  // After next() had nothing: when to call it again if nothing is fed before.
  std::optional<TimePoint> deadline() const { return deadline_; }

  // Memory held for input, bounded by the limits and the size of one feed.
  std::size_t heldBytes() const { return input_.capacity(); }

 private:
  std::optional<Event> nextReply(TimePoint now);
  Event takeReply(std::size_t textBytes, std::size_t takenBytes);
  bool skipLateLine();
  void take(std::size_t count);

  InputBuffer input_;
  TimePoint lastFeed_{};
  std::optional<TimePoint> deadline_;
  std::size_t quietBytes_ = 0;
  // The last reply ended by quiet: header lines that still come are its own, late.
  bool lateLinesPossible_ = false;
};

}  // namespace zoetrope::rtsp
