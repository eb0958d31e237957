// SPDX-License-Identifier: MIT
#include "libstream/rtsp/message.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/status.h"

#include <algorithm>

namespace zoetrope::rtsp {

namespace {

constexpr std::size_t kMaxCseqDigits = 20;

auto named(std::string_view name) {
  return [name](const Header& header) { return equalsIgnoreCase(header.name, name); };
}

void appendOneLine(std::string& out, std::string_view text) {
  for (const char c : text) out += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
}

void appendHeadersAndBody(std::string& out, const HeaderList& headers, const ByteBuffer& body) {
  for (const Header& header : headers) {
    if (equalsIgnoreCase(header.name, "Content-Length")) continue;
    appendOneLine(out, header.name);
    out += ": ";
    appendOneLine(out, header.value);
    out += "\r\n";
  }
  if (!body.empty()) out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  out += "\r\n";
  out += asText(body);
}

}  // namespace

std::optional<std::string_view> HeaderList::get(std::string_view name) const {
  const auto found = std::find_if(headers_.begin(), headers_.end(), named(name));
  if (found == headers_.end()) return std::nullopt;
  return found->value;
}

std::vector<std::string_view> HeaderList::getAll(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const Header& header : headers_)
    if (equalsIgnoreCase(header.name, name)) values.push_back(header.value);
  return values;
}

void HeaderList::set(std::string_view name, std::string_view value) {
  const auto found = std::find_if(headers_.begin(), headers_.end(), named(name));
  if (found == headers_.end()) return add(name, value);
  found->value = value;
  headers_.erase(std::remove_if(found + 1, headers_.end(), named(name)), headers_.end());
}

void HeaderList::add(std::string_view name, std::string_view value) {
  headers_.push_back({std::string(name), std::string(value)});
}

void HeaderList::remove(std::string_view name) {
  headers_.erase(std::remove_if(headers_.begin(), headers_.end(), named(name)), headers_.end());
}

std::string serialize(const Request& request) {
  std::string out;
  appendOneLine(out, request.method);
  out += ' ';
  appendOneLine(out, request.uri);
  out += ' ';
  appendOneLine(out, request.version);
  out += "\r\n";
  appendHeadersAndBody(out, request.headers, request.body);
  return out;
}

std::string serialize(const Reply& reply) {
  std::string out = "RTSP/1.0 " + std::to_string(reply.status) + ' ';
  appendOneLine(out, reply.reason.empty() ? reasonPhrase(reply.status) : std::string_view(reply.reason));
  out += "\r\n";
  appendHeadersAndBody(out, reply.headers, reply.body);
  return out;
}

ByteBuffer interleavedHeader(std::uint8_t channel, std::uint16_t payloadBytes) {
  ByteBuffer header;
  ByteWriter(header).u8('$').u8(channel).u16(payloadBytes);
  return header;
}

std::optional<std::string> cseqOf(const HeaderList& headers) {
  const std::string_view text = trim(headers.valueOf("CSeq"));
  if (text.empty() || text.size() > kMaxCseqDigits) return std::nullopt;
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return std::string(text);
}

}  // namespace zoetrope::rtsp
