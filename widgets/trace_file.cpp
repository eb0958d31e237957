// SPDX-License-Identifier: MIT
#include "widgets/trace_file.h"

#include <cstdlib>

namespace zoetrope::widgets {

void TraceFile::Close::operator()(std::FILE* file) const {
  if (file != stderr) std::fclose(file);
}

TraceFile::TraceFile(const char* variable) {
  const char* const path = std::getenv(variable);
  if (path == nullptr || *path == '\0') return;
  out_.reset(std::string(path) == "-" ? stderr : std::fopen(path, "a"));
}

void TraceFile::line(const std::string& text) {
  if (!on()) return;
  std::fprintf(out_.get(), "%s\n", text.c_str());
  std::fflush(out_.get());
}

void TraceFile::lineWhenNew(const std::string& key, const std::string& text) {
  if (!on() || std::exchange(last_[key], text) == text) return;
  line(text);
}

void TraceFile::widget(const std::string& name, const wxWindow& window) {
  if (!on() || !window.IsShownOnScreen()) return;
  const wxRect place = window.GetScreenRect();
  lineWhenNew("widget " + name, "widget " + name + " " + std::to_string(place.x) + " " + std::to_string(place.y) + " " +
                                    std::to_string(place.width) + " " + std::to_string(place.height) +
                                    (window.IsEnabled() ? " enabled" : " disabled"));
}

void TraceFile::text(const std::string& name, const wxString& words) {
  if (on()) lineWhenNew("text " + name, "text " + name + " " + words.utf8_string());
}

}  // namespace zoetrope::widgets
