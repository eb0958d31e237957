// SPDX-License-Identifier: MIT
#include "rtsp_client/window/window_trace.h"

#include "rtsp_client/window/picture_surface.h"

namespace zoetrope::client {
namespace {

constexpr const char* kVariable = "ZOETROPE_WINDOW_TRACE";

const char* name(Message::Kind kind) {
  switch (kind) {
    case Message::Kind::Warning:
      return "warning";
    case Message::Kind::Error:
      return "error";
    case Message::Kind::Info:
      break;
  }
  return "info";
}

}  // namespace

WindowTrace::WindowTrace() : TraceFile(kVariable) {}

void WindowTrace::status(const EngineStatus& status) {
  if (!on()) return;
  lineWhenNew("state", std::string("state ") + client::name(status.state) + " cache " +
                           client::name(status.cache.doing) + " " + std::to_string(status.cache.held) + " " +
                           std::to_string(status.cache.target));
}

void WindowTrace::message(const Message& message) {
  line(std::string("message ") + name(message.kind) + " " + message.text);
}

void WindowTrace::click(Press press) {
  if (press == Press::Play) playPressed_ = std::chrono::steady_clock::now();
  line(std::string("click ") + client::name(press));
}

void WindowTrace::painted(std::int64_t number) {
  if (!on()) return;
  if (playPressed_) firstPainted(number);
  line("picture " + std::to_string(number));
}

void WindowTrace::firstPainted(std::int64_t number) {
  waitForDisplay();
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - *playPressed_;
  playPressed_.reset();
  char text[96];
  std::snprintf(text, sizeof text, "paint %.1f frame %lld", taken.count(), static_cast<long long>(number));
  line(text);
}

}  // namespace zoetrope::client
