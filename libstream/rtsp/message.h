// SPDX-License-Identifier: MIT
// RTSP requests and replies as values, and how they are written.
// Spec: RFC 2326, sections 4 to 7; header names compare without case (section 4.2), their order is kept.
// Thread: values, no shared state.
#pragma once

#include "libstream/base/bytes.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::rtsp {

struct Header {
  std::string name;
  std::string value;
  friend bool operator==(const Header&, const Header&) = default;
};

class HeaderList {
 public:
  HeaderList() = default;
  HeaderList(std::initializer_list<Header> headers) : headers_(headers) {}

  // The first of that name. The view lives as long as the list is not changed.
  std::optional<std::string_view> get(std::string_view name) const;
  // The same, or an empty text.
  std::string_view valueOf(std::string_view name) const { return get(name).value_or(std::string_view()); }
  std::vector<std::string_view> getAll(std::string_view name) const;
  bool has(std::string_view name) const { return get(name).has_value(); }
  // Replaces all of that name by one.
  void set(std::string_view name, std::string_view value);
  void add(std::string_view name, std::string_view value);
  void remove(std::string_view name);

  std::size_t size() const { return headers_.size(); }
  bool empty() const { return headers_.empty(); }
  Header& back() { return headers_.back(); }
  auto begin() const { return headers_.begin(); }
  auto end() const { return headers_.end(); }
  friend bool operator==(const HeaderList&, const HeaderList&) = default;

 private:
  std::vector<Header> headers_;
};

struct Request {
  std::string method;
  std::string uri;
  std::string version = "RTSP/1.0";
  HeaderList headers;
  ByteBuffer body;
};

struct Reply {
  int status = 200;
  // Empty: the usual phrase of the status.
  std::string reason;
  HeaderList headers;
  ByteBuffer body;
};

// With CRLF line ends; Content-Length is written from the body (and left out when there is none), whatever the headers
// say. Line breaks in foreign values are written as blanks, so that a value can never become a header.
std::string serialize(const Request& request);
std::string serialize(const Reply& reply);

// One interleaved frame (RFC 2326, section 10.12). What is longer than 65535 bytes cannot be one.
struct InterleavedFrame {
  std::uint8_t channel = 0;
  ByteBuffer payload;
};
constexpr std::size_t kInterleavedHeaderBytes = 4;
// The four bytes that stand before a payload of that size.
ByteBuffer interleavedHeader(std::uint8_t channel, std::uint16_t payloadBytes);

// CSeq as its digits, however many zeros it has (it is echoed); nothing when it is missing or no number.
std::optional<std::string> cseqOf(const HeaderList& headers);

}  // namespace zoetrope::rtsp
