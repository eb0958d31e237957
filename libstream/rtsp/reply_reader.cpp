// SPDX-License-Identifier: MIT
#include "libstream/rtsp/reply_reader.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/limits.h"
#include "libstream/rtsp/message_head.h"

#include <algorithm>
#include <utility>

namespace zoetrope::rtsp {

namespace {

constexpr std::string_view kVersionPrefix = "RTSP/";

Result<Reply> makeReply(const Head& head) {
  const std::string_view line = head.firstLine;
  const FirstLine first = splitFirstLine(line);
  const auto status = parseNumber<int>(first.uri);
  if (!status || *status < 100 || *status > 599) return Error{"a reply without a status code: " + printable(line)};
  Reply reply;
  reply.status = *status;
  reply.reason = trim(line.substr(line.find(first.uri) + first.uri.size()));
  return reply;
}

Result<Request> makeRequest(const Head& head) {
  const FirstLine first = splitFirstLine(head.firstLine);
  if (!startsWithIgnoreCase(first.version, kVersionPrefix))
    return Error{"expected a reply or a request, got: " + printable(head.firstLine)};
  Request request;
  request.method = first.method;
  request.uri = first.uri;
  request.version = first.version;
  return request;
}

// Letters, or the beginning of "RTSP/".
bool mayBeginMessage(std::string_view text) {
  const std::size_t length = std::min(text.find_first_of(" /\r\n"), text.size());
  return length <= kMaxMethodBytes &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; });
}

}  // namespace

void ReplyReader::feed(Bytes bytes) {
  if (!dead_) input_.append(bytes);
}

std::optional<ReplyReader::Event> ReplyReader::next() {
  input_.take(std::min(input_.text().find_first_not_of("\r\n"), input_.size()));
  if (input_.empty()) return std::nullopt;
  if (input_.pending().front() != '$') return nextMessage();
  auto frame = parseInterleaved(input_.pending());
  if (!frame.isDone()) return std::nullopt;
  input_.take(frame.consumed());
  return std::move(frame.value());
}

std::optional<ReplyReader::Event> ReplyReader::nextMessage() {
  const std::string_view text = input_.text();
  if (!mayBeginMessage(text)) return refuse("expected a reply, got: " + printable(text.substr(0, 40)));
  HeadResult result = readHead(text);
  if (const auto* failure = std::get_if<HeadFailure>(&result)) return refuse(failure->reason);
  auto* head = std::get_if<Head>(&result);
  if (!head) return std::nullopt;
  const auto bodyBytes = bodyLength(head->headers, kMaxReplyBodyBytes);
  if (!bodyBytes) return refuse(bodyBytes.error().reason);
  if (text.size() - head->bytes < *bodyBytes) return std::nullopt;
  return takeMessage(*head, *bodyBytes);
}

ReplyReader::Event ReplyReader::takeMessage(Head& head, std::size_t bodyBytes) {
  const Bytes body = input_.pending().subspan(head.bytes, bodyBytes);
  const auto finish = [&](auto message) -> Event {
    if (!message) return refuse(message.error().message);
    message->headers = std::move(head.headers);
    message->body.assign(body.begin(), body.end());
    input_.take(head.bytes + bodyBytes);
    return std::move(*message);
  };
  return startsWithIgnoreCase(head.firstLine, kVersionPrefix) ? finish(makeReply(head)) : finish(makeRequest(head));
}

ReplyReader::Event ReplyReader::refuse(std::string reason) {
  dead_ = true;
  input_.clear();
  return BadReply{std::move(reason)};
}

}  // namespace zoetrope::rtsp
