// SPDX-License-Identifier: MIT
// The second page: a folder of movies for other machines, the address of each movie ready to copy, and who watches.
// Thread: the window's. Borrows: the clock.
#pragma once

#include "launcher/launcher.h"
#include "launcher/passing_note.h"
#include "widgets/trace_file.h"

#include <wx/panel.h>

#include <functional>

class wxButton;
class wxChoice;
class wxComboBox;
class wxDataViewListCtrl;
class wxDirPickerCtrl;
class wxSpinCtrl;

namespace zoetrope::launcher {

class SentenceLabel;

class ServePage : public wxPanel {
 public:
  struct Handlers {
    std::function<void()> serve;
    std::function<void()> stop;
  };
  ServePage(wxWindow* parent, const Clock& clock, Handlers handlers);

  ServeRequest request() const;
  void set(const ServeRequest& request);
  // The addresses that can be listened on: this machine's, as they are now.
  void offer(const std::vector<std::string>& addresses);
  // The address of last time is none of this machine's any more: said until something is done.
  void tellGone(const std::string& address);
  void show(const Launcher& launcher);
  void tell(widgets::TraceFile& trace) const;

 private:
  wxString statusOf(const Launcher& launcher);
  void showAddresses(const control::Listening* listening);
  void showViewers(const std::vector<Viewer>& viewers);
  void copySelected(bool lab);

  const Clock& clock_;
  const Handlers handlers_;
  wxDirPickerCtrl* folder_;
  wxSpinCtrl* port_;
  wxComboBox* bind_;
  wxButton* serve_;
  wxButton* stop_;
  wxDataViewListCtrl* addresses_;
  wxButton* copyUrl_;
  wxButton* copyLab_;
  SentenceLabel* status_;
  wxDataViewListCtrl* viewers_;
  // What the lists hold.
  std::optional<control::Listening> shown_;
  std::vector<std::pair<std::string, std::string>> lines_;  // URL and lab command
  std::vector<Viewer> watching_;
  std::vector<std::string> offered_;
  PassingNote copied_;
  wxString gone_;
};

}  // namespace zoetrope::launcher
