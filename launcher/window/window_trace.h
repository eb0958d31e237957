// SPDX-License-Identifier: MIT
// What the window shows, for tests: with the environment variable ZOETROPE_LAUNCHER_TRACE=FILE a line each for
//   widget NAME X Y WIDTH HEIGHT enabled|disabled    on the screen, when it is new or changed
//   text NAME WORDS                                  likewise
// Thread: the window's.
#pragma once

#include <wx/window.h>

#include <cstdio>
#include <map>
#include <memory>
#include <string>

namespace zoetrope::launcher {

class WindowTrace {
 public:
  WindowTrace();
  bool on() const { return out_ != nullptr; }
  // Nothing when it is not to be seen.
  void widget(const std::string& name, const wxWindow& window);
  void text(const std::string& name, const wxString& words);

 private:
  void lineWhenNew(const std::string& key, const std::string& line);

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> out_;
  std::map<std::string, std::string> last_;
};

}  // namespace zoetrope::launcher
