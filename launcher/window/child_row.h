// SPDX-License-Identifier: MIT
// One child in the window: a shape and words for its state, figures, the command line that does the same by hand, and
// its buttons; one that is over can be removed. One that needs somebody (given up, failed) says why in full, with the
// last lines that it wrote. Thread: the window's.
#pragma once

#include "launcher/process_usage.h"
#include "launcher/supervised_child.h"
#include "widgets/trace_file.h"

#include <wx/panel.h>

#include <array>
#include <functional>

class wxButton;
class wxStaticText;

namespace zoetrope::launcher {

class StateShape;

class ChildRow : public wxPanel {
 public:
  struct Handlers {
    std::function<void()> log;
    std::function<void()> restart;
    std::function<void()> stop;
    std::function<void()> remove;
  };
  // `name`: for the trace, "demo_server".
  ChildRow(wxWindow* parent, const char* name, Handlers handlers);

  // `detail`: what stands there while it runs ("Running: 127.0.0.1:40123, 1 viewer"); empty: "Running".
  // True when it needs another height than before.
  bool show(const ChildSnapshot& child, const ChildCommand& command, const wxString& detail, TimePoint now);
  // It is given up or has failed.
  bool needsSomebody() const { return !trouble_.empty(); }
  // The keyboard, when another row has gone.
  void takeFocus();
  void tell(widgets::TraceFile& trace) const;

 private:
  void nameControls(const wxString& child);
  bool showTrouble(const ChildSnapshot& child);
  void wrapTrouble();

  const char* const name_;
  std::string command_;
  wxString words_;  // of its state, never cut
  wxString trouble_;
  int wrappedAt_ = 0;
  UsageMeter usage_;
  StateShape* shape_;
  wxStaticText* title_;
  wxStaticText* sentence_;
  std::array<wxStaticText*, 4> figures_;  // pid, uptime, CPU, memory
  wxStaticText* troubleText_;
  wxStaticText* lastLines_;
  wxStaticText* commandText_;
  wxButton* log_;
  wxButton* restart_;
  wxButton* stop_;
  wxButton* remove_;
  wxButton* copy_;
};

// To the clipboard.
void copyText(const wxString& text);

}  // namespace zoetrope::launcher
