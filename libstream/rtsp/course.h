// SPDX-License-Identifier: MIT
// Messages of the course dialect (the networking lab's): what is read from the many forms that lab programs send, and
// the one form that nearly all of them take.
// Spec: the lab handout; docs/ has the forms that were met.
// Thread: values, pure functions.
// Fails: reading never fails: what is not there stays empty.
#pragma once

#include "libstream/base/result.h"
#include "libstream/rtsp/limits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::rtsp {

struct CourseRequest {
  std::string method;
  // Also out of an rtsp:// URL, without its host and its trackID.
  std::string file;
  // Digits only; empty when there were none. To be echoed, never checked.
  std::string cseq;
  // As sent; to be ignored by a server.
  std::string session;
  // Where the client wants its RTP; only SETUP has one.
  std::optional<std::uint16_t> port;
  // The client asked for RTP over TCP.
  bool tcp = false;
  bool rtspUrl = false;
  bool blankLine = false;
  std::string rawText;

  // Only programs that send both read on until a blank line; to others it would be a line too many.
  bool wantsBlankLine() const { return rtspUrl && blankLine; }
};

struct CourseReply {
  int status = 0;
  std::string reason;
  // Digits only, empty when there were none: some servers count wrong, so replies are matched by their order.
  std::string cseq;
  // Without parameters such as ";timeout=…"; empty when the server sends none.
  std::string session;
  std::string rawText;
};

// SETUP, PLAY, PAUSE, TEARDOWN.
bool isCourseMethod(std::string_view name);

// `text` is one whole message without the blank line at its end.
CourseRequest parseCourseRequest(std::string_view text, bool blankLine);
Result<CourseReply> parseCourseReply(std::string_view text);

// The value of a header of a course message, leading blanks and misspelt ends forgiven ("Sesssion", "Session 12").
std::optional<std::string_view> courseHeader(std::string_view text, std::string_view name);

// Why a lab server could not be asked for this file (blanks, length), if so.
Result<void> checkCourseFile(std::string_view file);
// Method, file and cseq; SETUP has the port, the others have the session. One send() of at most kMaxCourseRequestBytes.
std::string serializeCourseRequest(const CourseRequest& request);
// Exactly three lines; `blankLine` as CourseRequest::wantsBlankLine() says. Errors carry session "0".
std::string serializeCourseReply(int status, std::string_view cseq, std::string_view session, bool blankLine);

// Where in `line` another request begins without anything between ("Session: 123456TEARDOWN movie…"), or npos.
std::size_t findGluedRequest(std::string_view line);
// Whether a line is the first of a course request: a method's name, a blank.
bool beginsCourseRequest(std::string_view line);

}  // namespace zoetrope::rtsp
