// SPDX-License-Identifier: MIT
// The first page: one large button, and which movie over which network.
// Thread: the window's.
#pragma once

#include "launcher/launcher.h"
#include "widgets/trace_file.h"

#include <wx/panel.h>

#include <functional>

class wxButton;
class wxChoice;
class wxGauge;

namespace zoetrope::launcher {

class SentenceLabel;
class StillPanel;

class DemoPage : public wxPanel {
 public:
  struct Handlers {
    std::function<void()> play;
    std::function<void()> cancel;
  };
  DemoPage(wxWindow* parent, Handlers handlers);

  Launcher::DemoRequest request() const;
  int movie() const;
  int network() const;
  void choose(int movie, int network);
  void show(const Launcher& launcher);
  void tell(widgets::TraceFile& trace) const;

 private:
  const Handlers handlers_;
  StillPanel* still_;
  wxButton* play_;
  wxButton* cancel_;
  wxChoice* movie_;
  wxChoice* network_;
  SentenceLabel* status_;
  wxGauge* progress_;
};

}  // namespace zoetrope::launcher
