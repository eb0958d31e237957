// SPDX-License-Identifier: MIT
// The third page: one field that takes an address, with the recent ones; or the lab's four fields.
// Thread: the window's.
#pragma once

#include "launcher/commands.h"
#include "widgets/trace_file.h"

#include <wx/arrstr.h>
#include <wx/panel.h>

#include <functional>

class wxButton;
class wxChoice;
class wxComboBox;
class wxRadioButton;
class wxSpinCtrl;
class wxTextCtrl;

namespace zoetrope::launcher {

class SentenceLabel;

class WatchPage : public wxPanel {
 public:
  WatchPage(wxWindow* parent, std::function<void()> watch);

  // Nothing, and a sentence on the page, when something is missing.
  std::optional<WatchRequest> request();
  void setAddress(const wxString& address);
  wxArrayString recent() const;
  void setRecent(const wxArrayString& addresses);
  void tell(widgets::TraceFile& trace) const;

 private:
  void enableFields();
  void remember(const wxString& address);

  wxRadioButton* byAddress_;
  wxComboBox* address_;
  wxChoice* dialect_;
  wxRadioButton* byCourse_;
  wxTextCtrl* host_;
  wxTextCtrl* port_;
  wxTextCtrl* rtpPort_;
  wxTextCtrl* video_;
  wxSpinCtrl* cache_;
  wxButton* watch_;
  SentenceLabel* status_;
};

}  // namespace zoetrope::launcher
