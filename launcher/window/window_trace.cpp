// SPDX-License-Identifier: MIT
#include "launcher/window/window_trace.h"

#include <cstdlib>

namespace zoetrope::launcher {

WindowTrace::WindowTrace() {
  if (const char* file = std::getenv("ZOETROPE_LAUNCHER_TRACE")) out_.reset(std::fopen(file, "a"));
}

void WindowTrace::widget(const std::string& name, const wxWindow& window) {
  if (!on() || !window.IsShownOnScreen()) return;
  const wxRect place = window.GetScreenRect();
  lineWhenNew("widget " + name, "widget " + name + " " + std::to_string(place.x) + " " + std::to_string(place.y) + " " +
                                    std::to_string(place.width) + " " + std::to_string(place.height) +
                                    (window.IsEnabled() ? " enabled" : " disabled"));
}

void WindowTrace::text(const std::string& name, const wxString& words) {
  if (on()) lineWhenNew("text " + name, "text " + name + " " + words.utf8_string());
}

void WindowTrace::lineWhenNew(const std::string& key, const std::string& line) {
  if (std::exchange(last_[key], line) == line) return;
  std::fprintf(out_.get(), "%s\n", line.c_str());
  std::fflush(out_.get());
}

}  // namespace zoetrope::launcher
