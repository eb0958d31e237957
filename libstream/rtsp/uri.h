// SPDX-License-Identifier: MIT
// rtsp:// URLs, with and without a user, IPv4, IPv6 and names; and URLs made fit for a log.
// Spec: RFC 2326, section 3.2; RFC 3986.
// Thread: values, pure functions.
// Fails: what is no rtsp URL is an Error that never repeats a password.
#pragma once

#include "libstream/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zoetrope::rtsp {

constexpr std::uint16_t kDefaultPort = 554;

struct Uri {
  // "rtsp", "rtspu", "rtsps"; lower case.
  std::string scheme = "rtsp";
  // Percent-decoded.
  std::string user;
  std::string password;
  bool hasUser = false;
  // Without the brackets of IPv6.
  std::string host;
  std::uint16_t port = kDefaultPort;
  // Both as sent (still percent-encoded): the path with its '/', empty when there was none; the query without its '?'.
  std::string path;
  std::string query;

  // As it goes over the wire: never with the user.
  std::string toString() const;
  // For people: with the user, never with the password.
  std::string redacted() const;
  // "host:port", "[v6]:port".
  std::string authority() const;
};

Result<Uri> parseUri(std::string_view text);
bool hasScheme(std::string_view text);

// A whole text (a request, a log line) with the password of every URL in it replaced by "***", and the credentials of
// Authorization lines likewise.
std::string redacted(std::string_view text);

}  // namespace zoetrope::rtsp
