// SPDX-License-Identifier: MIT
// The Session header: an opaque id and how long it lives without a sign of life.
// Spec: RFC 2326, section 12.37 (60 seconds when nothing is said).
// Thread: values, pure functions.
// Fails: an empty or over-long id is an Error.
#pragma once

#include "libstream/base/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace zoetrope::rtsp {

constexpr std::chrono::seconds kDefaultSessionTimeout{60};
constexpr std::size_t kMaxSessionIdBytes = 256;

struct SessionHeader {
  std::string id;
  std::optional<std::chrono::seconds> timeout;
};

Result<SessionHeader> parseSession(std::string_view value);
std::string serializeSession(const SessionHeader& session);
// How often to show life: half the timeout, at least every second.
std::chrono::seconds keepAliveInterval(const SessionHeader& session);

}  // namespace zoetrope::rtsp
