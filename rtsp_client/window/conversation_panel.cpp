// SPDX-License-Identifier: MIT
#include "rtsp_client/window/conversation_panel.h"

#include "widgets/accessibility.h"

#include <wx/button.h>
#include <wx/clipbrd.h>
#include <wx/dataview.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

namespace zoetrope::client {
namespace {

constexpr int kGrid = 8;
constexpr int kWidth = 344;
constexpr int kRequestWidth = 160;
constexpr int kReplyWidth = 112;
constexpr int kTakenWidth = 64;
constexpr const char* kNothingYet = "Requests and replies will appear here.";

wxString text(const std::string& utf8) { return wxString::FromUTF8(utf8); }

}  // namespace

ConversationPanel::ConversationPanel(wxWindow* parent) : wxPanel(parent, wxID_ANY) {
  list_ = makeList();
  whole_ = new wxTextCtrl(this, wxID_ANY, kNothingYet, wxDefaultPosition, wxDefaultSize,
                          wxTE_MULTILINE | wxTE_READONLY | wxTE_DONTWRAP);
  whole_->SetFont(wxFont(wxFontInfo(GetFont().GetPointSize()).Family(wxFONTFAMILY_TELETYPE)));
  whole_->SetMargins(FromDIP(kGrid / 2));
  widgets::setAccessibleName(*whole_, "The chosen request and its reply");
  auto* const column = new wxBoxSizer(wxVERTICAL);
  const int gap = FromDIP(kGrid);
  column->Add(list_, wxSizerFlags(2).Expand());
  column->Add(whole_, wxSizerFlags(3).Expand().Border(wxTOP, gap));
  column->Add(copyButtons(), wxSizerFlags().Right().Border(wxALL, gap));
  SetSizer(column);
  SetMinSize(FromDIP(wxSize(kWidth, -1)));
}

wxDataViewListCtrl* ConversationPanel::makeList() {
  auto* const list = new wxDataViewListCtrl(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 80)), wxDV_SINGLE);
  list->AppendTextColumn("Request", wxDATAVIEW_CELL_INERT, FromDIP(kRequestWidth));
  list->AppendTextColumn("Reply", wxDATAVIEW_CELL_INERT, FromDIP(kReplyWidth));
  list->AppendTextColumn("Time", wxDATAVIEW_CELL_INERT, FromDIP(kTakenWidth), wxALIGN_RIGHT);
  widgets::setAccessibleName(*list, "Requests and their replies");
  list->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { showSelected(); });
  return list;
}

wxSizer* ConversationPanel::copyButtons() {
  copy_ = new wxButton(this, wxID_ANY, "&Copy");
  copyAll_ = new wxButton(this, wxID_ANY, "Copy a&ll");
  copy_->Disable();
  copyAll_->Disable();
  copy_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { copy(false); });
  copyAll_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { copy(true); });
  auto* const row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(copy_, wxSizerFlags().Border(wxRIGHT, FromDIP(kGrid)));
  row->Add(copyAll_);
  return row;
}

// Rows that are there keep their place and selection; the newest is shown unless the user has chosen an older one.
void ConversationPanel::add(const std::vector<ConversationEntry>& entries) {
  const int before = list_->GetItemCount();
  const bool follows = list_->GetSelectedRow() == wxNOT_FOUND || list_->GetSelectedRow() == before - 1;
  if (!exchanges_.add(entries)) return;
  const auto& all = exchanges_.all();
  for (unsigned row = 0; row < all.size(); ++row) fillRow(row, all[row]);
  copyAll_->Enable(!all.empty());
  if (follows && !all.empty()) {
    list_->SelectRow(static_cast<unsigned>(all.size() - 1));
    list_->EnsureVisible(list_->RowToItem(static_cast<int>(all.size() - 1)));
  }
  showSelected();
}

void ConversationPanel::fillRow(unsigned row, const Exchange& exchange) {
  const wxString cells[] = {text(requestTitle(exchange)), text(exchange.answer), text(takenText(exchange))};
  if (row >= static_cast<unsigned>(list_->GetItemCount())) {
    wxVector<wxVariant> values;
    for (const wxString& cell : cells) values.push_back(cell);
    list_->AppendItem(values);
    return;
  }
  for (unsigned column = 0; column < 3; ++column) {
    if (list_->GetTextValue(row, column) != cells[column]) list_->SetTextValue(cells[column], row, column);
  }
}

void ConversationPanel::showSelected() {
  const int row = list_->GetSelectedRow();
  const auto& all = exchanges_.all();
  const bool chosen = row >= 0 && row < static_cast<int>(all.size());
  copy_->Enable(chosen);
  const wxString shown = chosen ? text(wireText(all[static_cast<std::size_t>(row)])) : wxString(kNothingYet);
  if (whole_->GetValue() != shown) whole_->ChangeValue(shown);
}

void ConversationPanel::copy(bool all) {
  wxString copied = whole_->GetValue();
  if (all) {
    copied.clear();
    for (const Exchange& each : exchanges_.all()) copied += text(wireText(each)) + "\n";
  }
  wxClipboardLocker lock;
  if (!!lock) wxTheClipboard->SetData(new wxTextDataObject(copied));
}

}  // namespace zoetrope::client
