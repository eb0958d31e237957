// SPDX-License-Identifier: MIT
// The second page: a folder of movies for other machines, the address of each movie ready to copy, and who watches.
// Thread: the window's.
#pragma once

#include "launcher/launcher.h"
#include "widgets/trace_file.h"

#include <wx/panel.h>

#include <functional>

class wxButton;
class wxChoice;
class wxComboBox;
class wxDataViewListCtrl;
class wxDirPickerCtrl;
class wxSpinCtrl;
class wxStaticText;

namespace zoetrope::launcher {

class ServePage : public wxPanel {
 public:
  struct Handlers {
    std::function<void()> serve;
    std::function<void()> stop;
  };
  ServePage(wxWindow* parent, Handlers handlers);

  ServeRequest request() const;
  void set(const ServeRequest& request);
  void show(const Launcher& launcher);
  void tell(widgets::TraceFile& trace) const;

 private:
  void showAddresses(const control::Listening* listening);
  void showViewers(const std::vector<Viewer>& viewers);
  void copySelected(bool lab);

  const Handlers handlers_;
  wxDirPickerCtrl* folder_;
  wxSpinCtrl* port_;
  wxComboBox* bind_;
  wxButton* serve_;
  wxButton* stop_;
  wxDataViewListCtrl* addresses_;
  wxButton* copyUrl_;
  wxButton* copyLab_;
  wxStaticText* status_;
  wxDataViewListCtrl* viewers_;
  // What the lists hold.
  std::optional<control::Listening> shown_;
  std::vector<std::pair<std::string, std::string>> lines_;  // URL and lab command
  std::vector<Viewer> watching_;
  wxString copied_;  // what stands on the clipboard since a button was pressed
};

}  // namespace zoetrope::launcher
