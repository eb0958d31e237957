// SPDX-License-Identifier: MIT
#include "libstream/rtsp/course.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/message_head.h"
#include "libstream/rtsp/status.h"
#include "libstream/rtsp/uri.h"

#include <algorithm>
#include <iterator>

namespace zoetrope::rtsp {

namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kCourseMethods[] = {"SETUP", "PLAY", "PAUSE", "TEARDOWN"};
constexpr std::size_t kMaxDigits = 20;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// The first run of digits, cut to what can be echoed.
std::string_view firstDigits(std::string_view text) {
  const std::size_t from = text.find_first_of(kDigits);
  if (from == std::string_view::npos) return {};
  text.remove_prefix(from);
  return text.substr(0, std::min(text.find_first_not_of(kDigits), kMaxDigits));
}

std::string_view lastDigits(std::string_view text) {
  const std::size_t last = text.find_last_of(kDigits);
  if (last == std::string_view::npos) return {};
  const std::size_t before = text.substr(0, last).find_last_not_of(kDigits);
  const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(from, last + 1 - from);
}

// Lower case, runs of one letter made one: "Sesssion" and "session" are the same.
std::string sloppyName(std::string_view name) {
  std::string out = toLower(name);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::optional<std::uint16_t> toPort(std::string_view digits) {
  const auto port = parseNumber<std::uint16_t>(digits);
  return port && *port != 0 ? port : std::nullopt;
}

// The number behind "<key> = ", where the key is not the end of a longer name.
std::optional<std::string_view> numberBehind(std::string_view lowered, std::string_view key) {
  for (std::size_t at = lowered.find(key); at != std::string_view::npos; at = lowered.find(key, at + 1)) {
    if (at > 0 && lowered[at - 1] == '_') continue;
    const std::string_view rest = trim(lowered.substr(at + key.size()));
    if (rest.empty() || rest.front() != '=') continue;
    const std::string_view number = trim(rest.substr(1));
    if (!number.empty() && isDigit(number.front())) return firstDigits(number);
  }
  return std::nullopt;
}

std::optional<std::uint16_t> portOf(std::string_view text, const std::vector<std::string_view>& lines) {
  const std::string lowered = toLower(text);
  if (const auto number = numberBehind(lowered, "client_port")) return toPort(*number);
  if (const auto number = numberBehind(lowered, "port")) return toPort(*number);
  return lines.size() > 2 ? toPort(lastDigits(lines[2])) : std::nullopt;
}

std::string cseqOfCourse(std::string_view text, const std::vector<std::string_view>& lines) {
  if (const auto value = courseHeader(text, "CSeq")) return std::string(firstDigits(*value));
  const std::string_view second = lines.size() > 1 ? trim(lines[1]) : std::string_view();
  const bool bareNumber = !second.empty() && second.find_first_not_of(kDigits) == std::string_view::npos;
  return bareNumber ? std::string(firstDigits(second)) : std::string();
}

// Its first word, without parameters.
std::string sessionOf(std::string_view text) {
  const std::string_view value = courseHeader(text, "Session").value_or("");
  return std::string(value.substr(0, value.find_first_of("; \t")));
}

std::string fileOf(std::string_view uri) {
  const std::size_t scheme = uri.find("://");
  if (scheme == std::string_view::npos) return std::string(uri);
  const std::string_view rest = uri.substr(scheme + 3);
  std::string_view path = rest.substr(std::min(rest.find('/'), rest.size()));
  if (const std::size_t last = path.rfind('/');
      last != std::string_view::npos && startsWithIgnoreCase(path.substr(last + 1), "track"))
    path = path.substr(0, last);
  while (!path.empty() && path.front() == '/') path.remove_prefix(1);
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  // "rtsp://movie.mjpeg": the host is the file.
  return std::string(path.empty() ? rest.substr(0, rest.find('/')) : path);
}

std::optional<int> statusOf(std::string_view firstLine, std::string_view second) {
  auto status = parseNumber<int>(second);
  // "RTSP/1.0 FILE_NOT_FOUND_404"
  const std::string_view last = lastDigits(firstLine);
  if (!status && last.size() == 3) status = parseNumber<int>(last);
  return status && *status >= 100 && *status < 600 ? status : std::nullopt;
}

}  // namespace

bool isCourseMethod(std::string_view name) {
  return std::find(std::begin(kCourseMethods), std::end(kCourseMethods), name) != std::end(kCourseMethods);
}

std::optional<std::string_view> courseHeader(std::string_view text, std::string_view name) {
  const std::string wanted = sloppyName(name);
  const auto lines = split(text, '\n');
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view line = trim(lines[i]);
    const std::size_t end = line.find_first_of(": \t");
    if (sloppyName(line.substr(0, end)) != wanted) continue;
    std::string_view value = trim(line.substr(std::min(end, line.size())));
    if (!value.empty() && value.front() == ':') value = trim(value.substr(1));
    return value;
  }
  return std::nullopt;
}

CourseRequest parseCourseRequest(std::string_view text, bool blankLine) {
  const auto lines = split(text, '\n');
  const FirstLine first = splitFirstLine(trim(lines.front()));
  CourseRequest request;
  request.method = first.method;
  request.file = fileOf(first.uri);
  request.rtspUrl = hasScheme(first.uri);
  request.cseq = cseqOfCourse(text, lines);
  request.session = sessionOf(text);
  if (request.method == "SETUP") request.port = portOf(text, lines);
  request.tcp = startsWithIgnoreCase(courseHeader(text, "Transport").value_or(""), "RTP/TCP");
  request.blankLine = blankLine;
  request.rawText = text;
  return request;
}

Result<CourseReply> parseCourseReply(std::string_view text) {
  const std::string_view firstLine = trim(text.substr(0, text.find('\n')));
  const FirstLine first = splitFirstLine(firstLine);
  if (!startsWithIgnoreCase(first.method, "RTSP/"))
    return Error{"expected a reply (RTSP/1.0 200 OK), got: " + printable(firstLine)};
  const auto status = statusOf(firstLine, first.uri);
  if (!status) return Error{"a reply without a status code: " + printable(firstLine)};
  CourseReply reply;
  reply.status = *status;
  const std::size_t reason = firstLine.find(first.uri) + first.uri.size();
  reply.reason = trim(firstLine.substr(std::min(reason, firstLine.size())));
  if (const auto cseq = courseHeader(text, "CSeq")) reply.cseq = firstDigits(*cseq);
  reply.session = sessionOf(text);
  reply.rawText = text;
  return reply;
}

Result<void> checkCourseFile(std::string_view file) {
  if (file.empty()) return Error{"the file name is empty"};
  if (file.find_first_of(" \t\r\n") != std::string_view::npos)
    return Error{"the course dialect cannot ask for a name with blanks: " + printable(file)};
  if (file.size() > kMaxCourseFileBytes)
    return Error{"the course dialect cannot ask for a name of more than " + std::to_string(kMaxCourseFileBytes) +
                 " bytes: " + printable(file)};
  return {};
}

std::string serializeCourseRequest(const CourseRequest& request) {
  std::string out = request.method + ' ' + request.file + " RTSP/1.0\r\nCSeq: " + request.cseq + "\r\n";
  if (request.port) {
    // Most lab servers take the fourth word of this line for the port: the blank before it matters.
    out += "Transport: RTP/UDP; client_port= " + std::to_string(*request.port) + "\r\n";
  } else {
    out += "Session: " + (request.session.empty() ? std::string("0") : request.session) + "\r\n";
  }
  return out;
}

std::string serializeCourseReply(int status, std::string_view cseq, std::string_view session, bool blankLine) {
  std::string out = "RTSP/1.0 " + std::to_string(status) + ' ' + std::string(reasonPhrase(status)) + "\r\n";
  // Lab clients take both words for numbers, without a look.
  out += "CSeq: " + std::string(cseq.empty() ? "0" : cseq) + "\r\n";
  out += "Session: " + std::string(status == 200 && !session.empty() ? session : "0") + "\r\n";
  return blankLine ? out + "\r\n" : out;
}

std::size_t findGluedRequest(std::string_view line) {
  std::size_t first = std::string_view::npos;
  for (const std::string_view method : kCourseMethods) {
    const std::string word = std::string(method) + ' ';
    for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1))
      if (at > 0 && isDigit(line[at - 1])) first = std::min(first, at);
  }
  return first;
}

bool beginsCourseRequest(std::string_view line) {
  const std::size_t blank = line.find(' ');
  return blank != std::string_view::npos && isCourseMethod(line.substr(0, blank));
}

}  // namespace zoetrope::rtsp
