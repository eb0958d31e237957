// SPDX-License-Identifier: MIT
#include "libstream/rtsp/message_head.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/limits.h"

#include <algorithm>

namespace zoetrope::rtsp {

namespace {

std::string_view withoutCr(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

std::optional<HeadFailure> checkLine(std::string_view line, bool first) {
  if (line.size() > kMaxLineBytes)
    return HeadFailure{first ? 414 : 400, "a line of more than " + std::to_string(kMaxLineBytes) + " bytes"};
  if (hasControlBytes(line)) return HeadFailure{400, "bytes that are no text: " + printable(line, 40)};
  return std::nullopt;
}

void addHeader(Head& head, std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') {
    if (head.headers.empty()) {
      head.malformed = "a continued header without a first line";
    } else {
      head.headers.back().value += " " + std::string(trim(line));
    }
    return;
  }
  const std::size_t colon = line.find(':');
  const std::string_view name = trim(line.substr(0, colon));
  if (colon == std::string_view::npos || name.empty()) {
    head.malformed = "a header without a name and colon: " + printable(line);
    return;
  }
  head.headers.add(name, trim(line.substr(colon + 1)));
}

}  // namespace

bool hasControlBytes(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7F;
  });
}

HeadResult readHead(std::string_view text) {
  Head head;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find('\n', at);
    const std::string_view line = withoutCr(text.substr(at, end == std::string_view::npos ? end : end - at));
    if (const auto failure = checkLine(line, at == 0)) return *failure;
    if (std::min(end, text.size()) > kMaxHeadBytes)
      return HeadFailure{400, "headers of more than " + std::to_string(kMaxHeadBytes) + " bytes"};
    if (end == std::string_view::npos) return std::monostate{};
    if (at == 0) {
      head.firstLine = line;
    } else if (line.empty()) {
      head.bytes = end + 1;
      return head;
    } else {
      addHeader(head, line);
      if (head.headers.size() > kMaxHeaders)
        return HeadFailure{400, "more than " + std::to_string(kMaxHeaders) + " headers"};
    }
    at = end + 1;
  }
}

Result<std::size_t, HeadFailure> bodyLength(const HeaderList& headers, std::size_t limit) {
  const auto values = headers.getAll("Content-Length");
  if (values.empty()) return std::size_t{0};
  for (const std::string_view value : values) {
    if (value.empty() || value.find_first_not_of("0123456789") != std::string_view::npos || value != values.front())
      return HeadFailure{400, "Content-Length is no number: " + printable(value)};
  }
  const auto length = parseNumber<std::uint64_t>(values.front());
  if (!length || *length > limit)
    return HeadFailure{413, "a body of " + printable(values.front()) + " bytes, more than " + std::to_string(limit)};
  return static_cast<std::size_t>(*length);
}

FirstLine splitFirstLine(std::string_view line) {
  FirstLine first;
  std::size_t count = 0;
  for (const std::string_view word : split(line, ' ')) {
    if (trim(word).empty()) continue;
    if (count == 0) first.method = trim(word);
    if (count == 1) first.uri = trim(word);
    if (count == 2) first.version = trim(word);
    ++count;
  }
  first.tooMany = count > 3;
  return first;
}

Parsed<InterleavedFrame> parseInterleaved(Bytes bytes) {
  using Result = Parsed<InterleavedFrame>;
  ByteReader reader(bytes);
  reader.skip(1);
  InterleavedFrame frame;
  frame.channel = reader.u8();
  const Bytes payload = reader.take(reader.u16());
  if (!reader.ok()) return Result::needMore();
  frame.payload.assign(payload.begin(), payload.end());
  return Result::done(std::move(frame), reader.offset());
}

}  // namespace zoetrope::rtsp
