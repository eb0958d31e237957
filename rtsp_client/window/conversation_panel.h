// SPDX-License-Identifier: MIT
// What client and server say to each other: a list of requests with their replies, the chosen one in full, to copy.
// Thread: the window's.
#pragma once

#include "rtsp_client/window/exchanges.h"

#include <wx/panel.h>

class wxButton;
class wxDataViewListCtrl;
class wxSizer;
class wxTextCtrl;

namespace zoetrope::client {

class ConversationPanel : public wxPanel {
 public:
  explicit ConversationPanel(wxWindow* parent);

  // Entries since seen(), in order.
  void add(const std::vector<ConversationEntry>& entries);
  std::size_t seen() const { return exchanges_.seen(); }

 private:
  wxDataViewListCtrl* makeList();
  wxSizer* copyButtons();
  void fillRow(unsigned row, const Exchange& exchange);
  void showSelected();
  void copy(bool all);

  Exchanges exchanges_;
  wxDataViewListCtrl* list_ = nullptr;
  wxTextCtrl* whole_ = nullptr;
  wxButton* copy_ = nullptr;
  wxButton* copyAll_ = nullptr;
};

}  // namespace zoetrope::client
