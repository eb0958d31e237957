// SPDX-License-Identifier: MIT
// A child's log in a window of its own: what it wrote and what was done to it, with a filter and a copy button.
// Thread: the window's. Borrows: the child.
#pragma once

#include "launcher/supervised_child.h"

#include <wx/frame.h>

class wxCheckBox;
class wxTextCtrl;

namespace zoetrope::launcher {

class LogWindow : public wxFrame {
 public:
  LogWindow(wxTopLevelWindow* parent, const SupervisedChild& child);
  // What has come since.
  void update();

 private:
  void append(const LogLine& line);
  void fillAnew();

  const SupervisedChild& child_;
  std::uint64_t shown_ = 0;
  wxTextCtrl* filter_;
  wxCheckBox* status_;
  wxTextCtrl* lines_;
};

}  // namespace zoetrope::launcher
