// SPDX-License-Identifier: MIT
#include "libstream/rtsp/session_header.h"

#include "libstream/base/text.h"

#include <algorithm>

namespace zoetrope::rtsp {

namespace {

constexpr unsigned kMaxTimeoutSeconds = 86'400;

std::optional<std::chrono::seconds> parseTimeout(std::string_view part) {
  const std::size_t equals = part.find('=');
  if (equals == std::string_view::npos || !equalsIgnoreCase(trim(part.substr(0, equals)), "timeout")) return {};
  const auto seconds = parseNumber<unsigned>(trim(part.substr(equals + 1)));
  if (!seconds || *seconds == 0) return {};
  return std::chrono::seconds(std::min(*seconds, kMaxTimeoutSeconds));
}

}  // namespace

Result<SessionHeader> parseSession(std::string_view value) {
  const auto parts = split(value, ';');
  SessionHeader session;
  session.id = trim(parts.front());
  if (session.id.empty() || session.id.size() > kMaxSessionIdBytes) return Error{"no session id: " + printable(value)};
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (const auto timeout = parseTimeout(parts[i])) session.timeout = timeout;
  return session;
}

std::string serializeSession(const SessionHeader& session) {
  if (!session.timeout) return session.id;
  return session.id + ";timeout=" + std::to_string(session.timeout->count());
}

std::chrono::seconds keepAliveInterval(const SessionHeader& session) {
  return std::max(session.timeout.value_or(kDefaultSessionTimeout) / 2, std::chrono::seconds(1));
}

}  // namespace zoetrope::rtsp
