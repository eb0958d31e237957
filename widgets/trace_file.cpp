// SPDX-License-Identifier: MIT
#include "widgets/trace_file.h"

#include <cstdlib>

namespace zoetrope::widgets {
namespace {

// Where tabs are looked for, and how closely.
constexpr int kDeepestTab = 48;
constexpr int kStep = 6;

bool isSeen(const wxWindow& window) {
  if (!window.IsShownOnScreen()) return false;
  const wxRect place = window.GetScreenRect();
  const wxPoint middle(place.x + place.width / 2, place.y + place.height / 2);
  // A window of its own has a parent, too, and may stand beside it.
  for (const wxWindow* at = &window; !at->IsTopLevel() && at->GetParent() != nullptr; at = at->GetParent())
    if (!at->GetParent()->GetScreenRect().Contains(middle)) return false;
  return true;
}

}  // namespace

void TraceFile::Close::operator()(std::FILE* file) const {
  if (file != stderr) std::fclose(file);
}

TraceFile::TraceFile(const char* variable, Places places) : places_(places) {
  const char* const path = std::getenv(variable);
  if (path == nullptr || *path == '\0') return;
  out_.reset(std::string(path) == "-" ? stderr : std::fopen(path, "ab"));
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
  if (!on()) return;
  const std::string key = "widget " + name;
  if (!isSeen(window)) {
    if (last_.contains(key)) lineWhenNew(key, key + " hidden");
    return;
  }
  if (window.IsDescendant(wxWindow::FindFocus())) text("focus", name);
  const wxRect place = window.GetScreenRect();
  const std::string line = key + " " + std::to_string(place.x) + " " + std::to_string(place.y) + " " +
                           std::to_string(place.width) + " " + std::to_string(place.height) +
                           (window.IsEnabled() ? " enabled" : " disabled");
  const bool moves = std::exchange(seen_[key], line) != line && places_ == Places::WhenSettled;
  moved_ = moved_ || moves;
  lineWhenNew(key, moves ? key + " hidden" : line);
}

void TraceFile::tabs(const wxBookCtrlBase& book) {
  if (!on() || !book.IsShownOnScreen() || book.GetSelection() == wxNOT_FOUND) return;
  text("page", book.GetPageText(static_cast<std::size_t>(book.GetSelection())));
  std::map<int, wxPoint> spots;
  for (int y = 0; y < book.FromDIP(kDeepestTab); y += book.FromDIP(kStep))
    for (int x = 0; x < book.GetSize().x; x += book.FromDIP(kStep))
      if (const int page = book.HitTest(wxPoint(x, y)); page != wxNOT_FOUND) spots.emplace(page, wxPoint(x, y));
  for (const auto& [page, spot] : spots) {
    const std::string key = "widget tab_" + std::to_string(page);
    const wxPoint place = book.ClientToScreen(spot);
    lineWhenNew(key, key + " " + std::to_string(place.x) + " " + std::to_string(place.y) + " 1 1 enabled");
  }
}

void TraceFile::text(const std::string& name, const wxString& words) {
  if (on()) lineWhenNew("text " + name, "text " + name + " " + words.utf8_string());
}

}  // namespace zoetrope::widgets
