// SPDX-License-Identifier: MIT
// Events of the readers as one line each, so that a table can say what must come out, and the ways to feed a reader.
#pragma once

#include "libstream/rtsp/course_reply_reader.h"
#include "libstream/rtsp/message_reader.h"
#include "libstream/rtsp/reply_reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::rtsp {

constexpr TimePoint kStart{std::chrono::hours(1)};
constexpr Duration kMs = std::chrono::milliseconds(1);

inline std::string text(const StandardRequest& e) {
  std::string out = "standard " + e.request.method + ' ' + e.request.uri + " cseq " + e.cseq;
  for (const Header& header : e.request.headers) out += " | " + header.name + ": " + header.value;
  if (!e.request.body.empty()) out += " | body " + std::string(asText(e.request.body));
  return out;
}
inline std::string text(const CourseRequest& e) {
  std::string out = "course " + e.method + ' ' + e.file + " cseq " + e.cseq;
  if (e.port) out += " port " + std::to_string(*e.port);
  if (!e.session.empty()) out += " session " + e.session;
  if (e.tcp) out += " tcp";
  if (e.rtspUrl) out += " url";
  if (e.blankLine) out += " blank";
  return out;
}
inline std::string text(const InterleavedFrame& e) {
  return "frame " + std::to_string(e.channel) + ' ' + std::to_string(e.payload.size());
}
inline std::string text(const HttpRequest& e) { return "http " + e.method + ' ' + e.target; }
inline std::string text(const BadInput& e) {
  return "bad " + std::to_string(e.status) + (e.fatal ? " fatal" : "") + (e.cseq.empty() ? "" : " cseq " + e.cseq);
}
inline std::string text(const Reply& e) {
  std::string out = "reply " + std::to_string(e.status) + ' ' + e.reason;
  for (const Header& header : e.headers) out += " | " + header.name + ": " + header.value;
  if (!e.body.empty()) out += " | body " + std::string(asText(e.body));
  return out;
}
inline std::string text(const Request& e) { return "request " + e.method + ' ' + e.uri; }
inline std::string text(const BadReply&) { return "bad reply"; }
inline std::string text(const CourseReply& e) {
  return std::to_string(e.status) + " cseq " + e.cseq + " session " + e.session;
}

using Texts = std::vector<std::string>;

// ReplyReader needs no clock; here all readers look the same.
struct TimelessReplyReader {
  void feed(Bytes bytes, TimePoint) { reader.feed(bytes); }
  auto next(TimePoint) { return reader.next(); }
  std::optional<TimePoint> deadline() const { return std::nullopt; }
  ReplyReader reader;
};

template <class Reader>
void drain(Reader& reader, TimePoint now, Texts& out) {
  while (auto event = reader.next(now)) out.push_back(std::visit([](const auto& e) { return text(e); }, *event));
}

template <class Reader>
void feedAndDrain(Reader& reader, std::string_view bytes, TimePoint now, Texts& out) {
  reader.feed(asBytes(bytes), now);
  drain(reader, now, out);
}

// What comes out when the parts come `gap` after one another and then the line stays quiet.
template <class Reader>
Texts readParts(const std::vector<std::string_view>& parts, Duration gap) {
  Reader reader;
  Texts out;
  TimePoint now = kStart;
  for (const std::string_view part : parts) {
    feedAndDrain(reader, part, now, out);
    now += gap;
  }
  while (const auto deadline = reader.deadline()) drain(reader, *deadline, out);
  return out;
}

template <class Reader>
Texts readWhole(std::string_view bytes) {
  return readParts<Reader>({bytes}, kMs);
}

// The same out of every two chunks and out of single bytes, as long as they come within the quiet time.
template <class Reader>
bool sameInEverySplit(std::string_view bytes, const Texts& expected, std::string& difference) {
  const Duration gap = kMs * 19;
  std::vector<std::string_view> single;
  for (std::size_t i = 0; i <= bytes.size(); ++i) {
    if (i < bytes.size()) single.push_back(bytes.substr(i, 1));
    const Texts got = readParts<Reader>({bytes.substr(0, i), bytes.substr(i)}, gap);
    if (got == expected) continue;
    difference = "split at " + std::to_string(i) + ": " + (got.empty() ? "nothing" : got.front());
    return false;
  }
  if (readParts<Reader>(single, gap) == expected) return true;
  difference = "byte by byte";
  return false;
}

// Of every prefix comes a beginning of what comes of the whole, as long as the line has not been quiet.
template <class Reader>
bool everyPrefixIsABeginning(std::string_view bytes, const Texts& expected, std::string& difference) {
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    Reader reader;
    Texts got;
    feedAndDrain(reader, bytes.substr(0, length), kStart, got);
    if (got.size() <= expected.size() && std::equal(got.begin(), got.end(), expected.begin())) continue;
    difference = "prefix of " + std::to_string(length) + ": " + got.back();
    return false;
  }
  return true;
}

}  // namespace zoetrope::rtsp
