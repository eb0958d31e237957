// SPDX-License-Identifier: MIT
// A child's log in a window of its own: what it wrote and what was done to it, with a filter and a copy button.
// Thread: the window's. Borrows: the child. Limits: twice the lines of ChildLog.
#pragma once

#include "launcher/supervised_child.h"
#include "widgets/trace_file.h"

#include <wx/frame.h>

class wxButton;
class wxCheckBox;
class wxTextCtrl;

namespace zoetrope::launcher {

class LogWindow : public wxFrame {
 public:
  LogWindow(wxTopLevelWindow* parent, const SupervisedChild& child);
  // What has come since.
  void update();
  void tell(widgets::TraceFile& trace) const;

 private:
  // As it is shown; empty when the filter leaves it out.
  wxString wordsOf(const LogLine& line) const;
  void append();
  void fillAnew();

  const SupervisedChild& child_;
  std::uint64_t shown_ = 0;     // number of the newest line here
  std::uint64_t filledAt_ = 0;  // what that was when the window was filled anew
  wxTextCtrl* filter_;
  wxButton* copy_;
  wxCheckBox* status_;
  wxTextCtrl* lines_;
};

}  // namespace zoetrope::launcher
