// SPDX-License-Identifier: MIT
// Everything that a TCP peer can send to our server, taken apart into events: requests of both dialects, interleaved
// frames, a browser's HTTP, rubbish. No socket, no clock.
// Spec: RFC 2326, sections 4, 6, 10.12; dialect.h tells the dialects apart.
// Thread: one at a time.
// Owns: the bytes not yet taken apart, at most one message and one feed().
// Fails: BadInput says what was wrong and what to answer; after a fatal one everything is ignored.
// Limits: limits.h.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/time.h"
#include "libstream/rtsp/course.h"
#include "libstream/rtsp/dialect.h"
#include "libstream/rtsp/input_buffer.h"
#include "libstream/rtsp/message.h"

#include <optional>
#include <string>
#include <variant>

namespace zoetrope::rtsp {

// Has a version this server speaks and a CSeq of digits.
struct StandardRequest {
  Request request;
  std::string cseq;
};

struct Head;
struct HeadFailure;
struct FirstLine;

struct HttpRequest {
  std::string method;
  std::string target;
  HeaderList headers;
};

// What could not be understood. Answer with `status` in `dialect` (Unknown: as standard) and, when there is one, the
// CSeq; when `fatal`, close after the answer. The reason is a sentence for the log, safe to print.
struct BadInput {
  int status = 400;
  std::string reason;
  bool fatal = true;
  Dialect dialect = Dialect::Unknown;
  std::string cseq;
};

class ServerReader {
 public:
  using Event = std::variant<StandardRequest, CourseRequest, InterleavedFrame, HttpRequest, BadInput>;

  // `now` is when the bytes came. Then call next() until it has nothing more.
  void feed(Bytes bytes, TimePoint now);
  std::optional<Event> next(TimePoint now);
  // After next() had nothing: when to call it again if nothing is fed before (a course request that may be over).
  std::optional<TimePoint> deadline() const { return deadline_; }

  // That of the connection's first SETUP.
  Dialect dialect() const { return dialect_; }

  // Memory held for input, bounded by the limits and the size of one feed.
  std::size_t heldBytes() const { return input_.capacity(); }

 private:
  std::optional<Event> nextInterleaved();
  std::optional<Event> nextMessage(TimePoint now);
  std::optional<Event> nextHttp();
  std::optional<Event> nextStandard();
  std::optional<Event> nextCourse(TimePoint now);
  Event takeStandard(Head& head, std::size_t bodyBytes);
  Event takeCourse(std::size_t textBytes, std::size_t takenBytes, bool blankLine);
  BadInput refuse(const HeadFailure& failure, Dialect dialect);
  Event refuseRubbish();
  Dialect dialectOf(const FirstLine& first) const;
  void keepDialect(Dialect dialect);
  void take(std::size_t count);

  InputBuffer input_;
  Dialect dialect_ = Dialect::Unknown;
  TimePoint lastFeed_{};
  std::optional<TimePoint> deadline_;
  // How many of the pending bytes had been followed by quiet when more came: a message ends there.
  std::size_t quietBytes_ = 0;
  bool dead_ = false;
};

}  // namespace zoetrope::rtsp
