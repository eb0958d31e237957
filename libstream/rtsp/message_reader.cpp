// SPDX-License-Identifier: MIT
#include "libstream/rtsp/message_reader.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/course_scan.h"
#include "libstream/rtsp/limits.h"
#include "libstream/rtsp/message_head.h"

#include <algorithm>
#include <utility>

namespace zoetrope::rtsp {

namespace {

bool isMethodByte(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// Whether this may be, or become, the first line of a request.
bool mayBeginRequest(std::string_view text) {
  const std::size_t length =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isMethodByte) - text.begin());
  if (length > kMaxMethodBytes) return false;
  if (length == text.size()) return true;
  return length > 0 && (text[length] == ' ' || text[length] == '\r' || text[length] == '\n');
}

std::string_view lineOf(std::string_view text) { return trim(text.substr(0, text.find('\n'))); }

// What a SETUP with an absolute URI says of itself as far as it has come.
Dialect dialectOfSetup(std::string_view text) {
  auto lines = split(text, '\n');
  const std::string_view last = lines.back();
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const bool whole = lines[i].data() != last.data();
    const std::string_view line = trim(lines[i]);
    if (line.empty() && whole) return Dialect::Standard;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !equalsIgnoreCase(trim(line.substr(0, colon)), "Transport")) continue;
    return dialectOfTransport(line.substr(colon + 1), whole);
  }
  return Dialect::Unknown;
}

// Why a request whose end is known must be refused, if so.
std::optional<HeadFailure> checkStandard(const Head& head, const FirstLine& first) {
  if (first.version.empty() || first.tooMany || !startsWithIgnoreCase(first.version, "RTSP/"))
    return HeadFailure{400, "expected METHOD URL RTSP/1.0, got: " + printable(head.firstLine)};
  if (first.version != "RTSP/1.0") return HeadFailure{505, "a request of version " + printable(first.version)};
  if (!head.malformed.empty()) return HeadFailure{400, head.malformed};
  if (!cseqOf(head.headers)) return HeadFailure{400, "a request without a CSeq of digits"};
  return std::nullopt;
}

}  // namespace

void ServerReader::feed(Bytes bytes, TimePoint now) {
  if (dead_ || bytes.empty()) return;
  // The caller may be late to ask: what came after the quiet does not belong to what came before it.
  if (deadline_ && now >= *deadline_) quietBytes_ = input_.size();
  deadline_.reset();
  input_.append(bytes);
  lastFeed_ = now;
}

std::optional<ServerReader::Event> ServerReader::next(TimePoint now) {
  deadline_.reset();
  const std::size_t blanks = std::min(input_.text().find_first_not_of(" \t\r\n"), input_.size());
  take(blanks);
  if (input_.empty()) return std::nullopt;
  return input_.pending().front() == '$' ? nextInterleaved() : nextMessage(now);
}

void ServerReader::take(std::size_t count) {
  input_.take(count);
  quietBytes_ -= std::min(quietBytes_, count);
}

std::optional<ServerReader::Event> ServerReader::nextInterleaved() {
  auto frame = parseInterleaved(input_.pending());
  if (!frame.isDone()) return std::nullopt;
  take(frame.consumed());
  return std::move(frame.value());
}

std::optional<ServerReader::Event> ServerReader::nextMessage(TimePoint now) {
  const std::string_view text = input_.text();
  if (!mayBeginRequest(text)) return refuseRubbish();
  if (text.find('\n') == std::string_view::npos) {
    const HeadResult started = readHead(text);
    if (const auto* failure = std::get_if<HeadFailure>(&started)) return refuse(*failure, Dialect::Unknown);
    return std::nullopt;
  }
  const FirstLine first = splitFirstLine(lineOf(text));
  if (startsWithIgnoreCase(first.version, "HTTP/")) return nextHttp();
  switch (dialectOf(first)) {
    case Dialect::Course:
      return nextCourse(now);
    case Dialect::Standard:
      return nextStandard();
    case Dialect::Unknown:
      break;
  }
  const HeadResult started = readHead(text);
  if (const auto* failure = std::get_if<HeadFailure>(&started)) return refuse(*failure, Dialect::Unknown);
  return std::nullopt;
}

Dialect ServerReader::dialectOf(const FirstLine& first) const {
  if (dialect_ != Dialect::Unknown) return dialect_;
  const Dialect dialect = dialectOfRequestLine(first.method, first.uri);
  return dialect == Dialect::Unknown ? dialectOfSetup(input_.text()) : dialect;
}

std::optional<ServerReader::Event> ServerReader::nextHttp() {
  HeadResult result = readHead(input_.text());
  if (const auto* failure = std::get_if<HeadFailure>(&result)) return refuse(*failure, Dialect::Unknown);
  auto* head = std::get_if<Head>(&result);
  if (!head) return std::nullopt;
  const FirstLine first = splitFirstLine(head->firstLine);
  HttpRequest request{std::string(first.method), std::string(first.uri), std::move(head->headers)};
  take(head->bytes);
  return request;
}

std::optional<ServerReader::Event> ServerReader::nextStandard() {
  HeadResult result = readHead(input_.text());
  if (const auto* failure = std::get_if<HeadFailure>(&result)) return refuse(*failure, Dialect::Standard);
  auto* head = std::get_if<Head>(&result);
  if (!head) return std::nullopt;
  const auto body = bodyLength(head->headers, kMaxRequestBodyBytes);
  if (!body) {
    BadInput bad = refuse(body.error(), Dialect::Standard);
    bad.cseq = cseqOf(head->headers).value_or("");
    return bad;
  }
  if (input_.size() - head->bytes < *body) return std::nullopt;
  return takeStandard(*head, *body);
}

ServerReader::Event ServerReader::takeStandard(Head& head, std::size_t bodyBytes) {
  const FirstLine first = splitFirstLine(head.firstLine);
  if (first.method == "SETUP") keepDialect(Dialect::Standard);
  const std::size_t whole = head.bytes + bodyBytes;
  if (auto failure = checkStandard(head, first)) {
    BadInput bad{failure->status, std::move(failure->reason), false, Dialect::Standard,
                 cseqOf(head.headers).value_or("")};
    take(whole);
    return bad;
  }
  const Bytes body = input_.pending().subspan(head.bytes, bodyBytes);
  StandardRequest event;
  event.cseq = *cseqOf(head.headers);
  event.request = {std::string(first.method), std::string(first.uri), std::string(first.version),
                   std::move(head.headers), ByteBuffer(body.begin(), body.end())};
  take(whole);
  return event;
}

std::optional<ServerReader::Event> ServerReader::nextCourse(TimePoint now) {
  const std::string_view all = input_.text();
  const std::string_view text = quietBytes_ > 0 ? all.substr(0, quietBytes_) : all;
  const CourseScan scan = scanCourse(text, CourseScan::Kind::Request);
  if (!scan.refused.empty()) return refuse({400, scan.refused}, Dialect::Course);
  if (scan.done) return takeCourse(scan.textBytes, scan.takenBytes, scan.blankLine);
  const TimePoint end = lastFeed_ + scan.quiet;
  if (quietBytes_ > 0 || now >= end) return takeCourse(text.size(), text.size(), false);
  deadline_ = end;
  return std::nullopt;
}

ServerReader::Event ServerReader::takeCourse(std::size_t textBytes, std::size_t takenBytes, bool blankLine) {
  CourseRequest request = parseCourseRequest(input_.text().substr(0, textBytes), blankLine);
  if (request.method == "SETUP") keepDialect(Dialect::Course);
  take(takenBytes);
  return request;
}

void ServerReader::keepDialect(Dialect dialect) {
  if (dialect_ == Dialect::Unknown) dialect_ = dialect;
}

BadInput ServerReader::refuse(const HeadFailure& failure, Dialect dialect) {
  BadInput bad{failure.status, failure.reason, true, dialect_ == Dialect::Unknown ? dialect : dialect_, {}};
  dead_ = true;
  input_.clear();
  quietBytes_ = 0;
  return bad;
}

// Course clients break when their connection is closed, and a line too late is not worth that.
ServerReader::Event ServerReader::refuseRubbish() {
  const std::string_view text = input_.text();
  const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size()));
  std::string reason = "expected a request, got: " + printable(line, 40);
  if (dialect_ != Dialect::Course || hasControlBytes(line)) return refuse({400, std::move(reason)}, Dialect::Unknown);
  take(std::min(line.size() + 1, input_.size()));
  return BadInput{400, std::move(reason), false, Dialect::Course, {}};
}

}  // namespace zoetrope::rtsp
