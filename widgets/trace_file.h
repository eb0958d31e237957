// SPDX-License-Identifier: MIT
// What a window shows, written down as it shows it, for tests and measurements: lines in the file that an environment
// variable names ("-" for stderr; without the variable nothing is written), among them
//   widget NAME X Y WIDTH HEIGHT enabled|disabled    on the screen, when it is new or changed
//   widget NAME hidden                               when it is no longer to be seen, or scrolled away
//   text NAME WORDS                                  likewise
//   text focus NAME                                  which of the widgets has the keyboard
// Thread: the window's.
#pragma once

#include <wx/bookctrl.h>
#include <wx/window.h>

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace zoetrope::widgets {

class TraceFile {
 public:
  // WhenSettled: a place is told when it was the same twice; until then it counts as hidden. For who asks round by
  // round, as layouts take their time.
  enum class Places { AtOnce, WhenSettled };
  explicit TraceFile(const char* variable, Places places = Places::AtOnce);
  bool on() const { return out_ != nullptr; }
  // Since the last question no place was another than before.
  bool settled() { return !std::exchange(moved_, false); }
  // A layout is under way: places that are asked for now are those from before.
  void expectMoves() { moved_ = true; }
  void line(const std::string& text);
  // Once per distinct text under a key.
  void lineWhenNew(const std::string& key, const std::string& text);
  void widget(const std::string& name, const wxWindow& window);
  void text(const std::string& name, const wxString& words);
  // A spot in each tab, "tab_0", and the words of the page that is shown, "page".
  void tabs(const wxBookCtrlBase& book);

 private:
  struct Close {
    void operator()(std::FILE* file) const;
  };
  std::unique_ptr<std::FILE, Close> out_;
  const Places places_;
  std::map<std::string, std::string> last_;
  std::map<std::string, std::string> seen_;
  bool moved_ = false;
};

}  // namespace zoetrope::widgets
