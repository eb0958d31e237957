// SPDX-License-Identifier: MIT
// Everything that a standard server can send to our client, taken apart: replies, interleaved frames, and requests of
// its own (OPTIONS, ANNOUNCE, REDIRECT, SET_PARAMETER).
// Spec: RFC 2326, sections 4, 7, 10.12.
// Thread: one at a time.
// Fails: BadReply; nothing follows it, the stream's framing is lost.
// Limits: limits.h.
#pragma once

#include "libstream/rtsp/input_buffer.h"
#include "libstream/rtsp/message.h"

#include <optional>
#include <string>
#include <variant>

namespace zoetrope::rtsp {

struct Head;

struct BadReply {
  std::string reason;
};

class ReplyReader {
 public:
  using Event = std::variant<Reply, InterleavedFrame, Request, BadReply>;

  void feed(Bytes bytes);
  // Call until it has nothing more.
  std::optional<Event> next();

  // Memory held for input, bounded by the limits and the size of one feed.
  std::size_t heldBytes() const { return input_.capacity(); }

 private:
  std::optional<Event> nextMessage();
  Event takeMessage(Head& head, std::size_t bodyBytes);
  Event refuse(std::string reason);

  InputBuffer input_;
  bool dead_ = false;
};

}  // namespace zoetrope::rtsp
