// SPDX-License-Identifier: MIT
#include "libstream/rtsp/uri.h"

#include "libstream/base/percent.h"
#include "libstream/base/text.h"

#include <algorithm>

namespace zoetrope::rtsp {

namespace {

constexpr std::string_view kHidden = "***";
constexpr std::string_view kSchemeEnd = "://";

bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isSchemeByte(char c) { return isAlpha(c) || isDigit(c) || c == '+' || c == '-' || c == '.'; }

// The scheme before "://", or empty.
std::string_view schemeOf(std::string_view text) {
  const std::size_t end = text.find(kSchemeEnd);
  if (end == std::string_view::npos || end == 0 || !isAlpha(text.front())) return {};
  const std::string_view scheme = text.substr(0, end);
  return std::all_of(scheme.begin(), scheme.end(), isSchemeByte) ? scheme : std::string_view();
}

Error notRtsp(std::string_view text) {
  const std::string expected = "expected a URL like rtsp://host:port/movie";
  if (text.find('@') != std::string_view::npos) return {expected};
  return {expected + ", got: " + printable(text)};
}

Result<void> readUser(std::string_view text, Uri& uri) {
  const std::size_t colon = text.find(':');
  const auto user = percentDecode(text.substr(0, colon));
  const auto password = percentDecode(colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1));
  if (!user || !password) return Error{"a '%' in the user or password of the URL is no percent code (write %25)"};
  uri.user = *user;
  uri.password = *password;
  uri.hasUser = true;
  return {};
}

Result<void> readPort(std::string_view text, Uri& uri) {
  // "rtsp://host:/movie" is allowed.
  if (text.empty()) return {};
  const auto port = parseNumber<std::uint16_t>(text);
  // What stands here may be half a password.
  if (!port || *port == 0)
    return Error{"the port of the URL is no number between 1 and 65535 (in a password, '/' is written %2F)"};
  uri.port = *port;
  return {};
}

Result<void> readHostPort(std::string_view text, Uri& uri) {
  std::size_t hostEnd = text.find(':');
  if (!text.empty() && text.front() == '[') {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos) return Error{"the IPv6 address of the URL has no ']'"};
    uri.host = text.substr(1, bracket - 1);
    text.remove_prefix(bracket + 1);
    if (!text.empty() && text.front() != ':') return Error{"expected ':' behind the address of the URL"};
    hostEnd = 0;
  } else {
    uri.host = text.substr(0, hostEnd);
  }
  if (uri.host.empty()) return Error{"the URL has no host"};
  if (hostEnd >= text.size()) return {};
  return readPort(text.substr(hostEnd + 1), uri);
}

std::string hostText(const Uri& uri) {
  return uri.host.find(':') == std::string::npos ? uri.host : '[' + uri.host + ']';
}

std::string pathAndQuery(const Uri& uri) { return uri.path + (uri.query.empty() ? "" : '?' + uri.query); }

std::string hostPort(const Uri& uri) {
  const std::uint16_t usual = uri.scheme == "rtsps" ? 322 : kDefaultPort;
  return uri.port == usual ? hostText(uri) : uri.authority();
}

// Replaces what is between "://user:" and '@' from `at` on; gives where to go on.
std::size_t redactUrlAt(std::string& text, std::size_t schemeEnd) {
  const std::size_t from = schemeEnd + kSchemeEnd.size();
  const std::size_t end = std::min(text.find_first_of("/? \t\r\n\"<>", from), text.size());
  const std::size_t at = text.rfind('@', end);
  if (at == std::string::npos || at < from || at >= end) return from;
  const std::size_t colon = text.find(':', from);
  if (colon >= at) return from;
  text.replace(colon + 1, at - colon - 1, kHidden);
  return from;
}

// Hides what stands behind the scheme of every Authorization line.
void redactAuthorization(std::string& text) {
  static constexpr std::string_view kName = "authorization:";
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = std::string_view(text).substr(begin, end - begin);
    if (startsWithIgnoreCase(line, kName)) {
      line = trim(line.substr(kName.size()));
      const std::string kept = line.empty() ? std::string() : std::string(line.substr(0, line.find(' ')));
      const std::string hidden = "Authorization: " + kept + ' ' + std::string(kHidden);
      const bool crlf = end > begin && text[end - 1] == '\r';
      text.replace(begin, end - begin - (crlf ? 1 : 0), hidden);
      end = begin + hidden.size() + (crlf ? 1 : 0);
    }
    begin = end + 1;
  }
}

}  // namespace

bool hasScheme(std::string_view text) { return !schemeOf(text).empty(); }

Result<Uri> parseUri(std::string_view text) {
  const std::string_view scheme = schemeOf(text);
  Uri uri;
  uri.scheme = toLower(scheme);
  if (uri.scheme != "rtsp" && uri.scheme != "rtspu" && uri.scheme != "rtsps") return notRtsp(text);
  if (uri.scheme == "rtsps") uri.port = 322;
  std::string_view rest = text.substr(scheme.size() + kSchemeEnd.size());
  rest = rest.substr(0, rest.find('#'));
  const std::size_t authorityEnd = std::min(rest.find_first_of("/?"), rest.size());
  std::string_view authority = rest.substr(0, authorityEnd);
  // The last '@': passwords are written with a bare one.
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    if (const auto user = readUser(authority.substr(0, at), uri); !user) return user.error();
    authority.remove_prefix(at + 1);
  }
  if (const auto hostAndPort = readHostPort(authority, uri); !hostAndPort) return hostAndPort.error();
  const std::string_view tail = rest.substr(authorityEnd);
  const std::size_t question = tail.find('?');
  uri.path = tail.substr(0, question);
  if (question != std::string_view::npos) uri.query = tail.substr(question + 1);
  return uri;
}

std::string Uri::authority() const { return hostText(*this) + ':' + std::to_string(port); }

std::string Uri::toString() const { return scheme + "://" + hostPort(*this) + pathAndQuery(*this); }

std::string Uri::redacted() const {
  std::string userPart;
  if (hasUser) userPart = percentEncodePath(user) + (password.empty() ? "" : ":" + std::string(kHidden)) + '@';
  return scheme + "://" + userPart + hostPort(*this) + pathAndQuery(*this);
}

std::string redacted(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find(kSchemeEnd); at != std::string::npos; at = out.find(kSchemeEnd, at))
    at = redactUrlAt(out, at);
  redactAuthorization(out);
  return out;
}

}  // namespace zoetrope::rtsp
