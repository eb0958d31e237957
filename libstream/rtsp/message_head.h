// SPDX-License-Identifier: MIT
// What requests and replies have in common: a first line, headers, an empty line, a length of what follows.
// Spec: RFC 2326, section 4 (folded headers too; a bare LF is taken for a line end).
// Thread: pure functions.
// Fails: HeadFailure with the status to answer; `fatal` when it is not known where the next message begins.
// Limits: kMaxLineBytes, kMaxHeaders, kMaxHeadBytes.
#pragma once

#include "libstream/base/result.h"
#include "libstream/rtsp/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace zoetrope::rtsp {

struct HeadFailure {
  int status = 400;
  std::string reason;
};

struct Head {
  std::string_view firstLine;
  HeaderList headers;
  // With the empty line.
  std::size_t bytes = 0;
  // Why the message must be refused although its end is known; empty when it is well.
  std::string malformed;
};

// nullopt: more bytes are needed. Views into `text`.
using HeadResult = std::variant<std::monostate, Head, HeadFailure>;
HeadResult readHead(std::string_view text);

// From Content-Length; 0 without one.
Result<std::size_t, HeadFailure> bodyLength(const HeaderList& headers, std::size_t limit);

struct FirstLine {
  std::string_view method;
  std::string_view uri;
  std::string_view version;
  // There was more than three words.
  bool tooMany = false;
};
FirstLine splitFirstLine(std::string_view line);

// Whether text has bytes that no message of text has; `reason` for the log.
bool hasControlBytes(std::string_view text);

// A frame that begins at bytes[0] == '$'.
Parsed<InterleavedFrame> parseInterleaved(Bytes bytes);

}  // namespace zoetrope::rtsp
