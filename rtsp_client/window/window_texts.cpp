// SPDX-License-Identifier: MIT
#include "rtsp_client/window/window_texts.h"

#include <string_view>
#include <utility>

namespace zoetrope::client {

std::string nextStep(const EngineStatus& status) {
  using Doing = CacheStatus::Doing;
  if (status.requestOutstanding && status.state == UserState::Init) return "Waiting for the server\u2026";
  if (status.state == UserState::Init) {
    if (!status.canSetup) return "Connecting\u2026";
    return status.cache.target > 0 ? "Press Setup to fill the cache" : "Press Setup to open the session";
  }
  if (status.state == UserState::Playing || status.cache.doing == Doing::Starving)
    return "Waiting for the first picture\u2026";
  if (status.cache.doing == Doing::Filling) return "Filling the cache\u2026 Press Play at any time";
  if (status.cache.doing == Doing::Full) return "The cache is full: press Play";
  return "Press Play";
}

std::string windowTitle(const Target& target) {
  return (target.video.empty() ? target.host : target.video) + " \u2013 Zoetrope";
}

Message endMessage(const std::string& why) {
  std::string text = why.empty() ? "The session has failed." : why;
  if (text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
  if (std::string_view(".?!").find(text.back()) == std::string_view::npos) text += '.';
  return {.kind = Message::Kind::Error, .text = std::move(text), .details = {}};
}

}  // namespace zoetrope::client
