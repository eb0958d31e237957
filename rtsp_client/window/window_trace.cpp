// SPDX-License-Identifier: MIT
#include "rtsp_client/window/window_trace.h"

#include "rtsp_client/window/picture_surface.h"

#include <cstdlib>

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

void WindowTrace::Close::operator()(std::FILE* file) const {
  if (file != stderr) std::fclose(file);
}

WindowTrace::WindowTrace() {
  const char* const path = std::getenv(kVariable);
  if (path == nullptr || *path == '\0') return;
  out_.reset(std::string(path) == "-" ? stderr : std::fopen(path, "a"));
}

void WindowTrace::line(const std::string& text) {
  if (!on()) return;
  std::fprintf(out_.get(), "%s\n", text.c_str());
  std::fflush(out_.get());
}

void WindowTrace::lineWhenNew(const std::string& key, const std::string& text) {
  if (!on() || last_[key] == text) return;
  last_[key] = text;
  line(text);
}

void WindowTrace::widget(const char* name, const wxWindow& window) {
  if (!on() || !window.IsShownOnScreen()) return;
  const wxRect where = window.GetScreenRect();
  char text[160];
  std::snprintf(text, sizeof text, "widget %s %d %d %d %d %s", name, where.x, where.y, where.width, where.height,
                window.IsEnabled() ? "enabled" : "disabled");
  lineWhenNew(std::string("widget ") + name, text);
}

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
