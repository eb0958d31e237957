// SPDX-License-Identifier: MIT
#include "launcher/window/serve_page.h"

#include "launcher/window/child_row.h"
#include "launcher/window/sentence_label.h"
#include "widgets/accessibility.h"
#include "widgets/letters.h"
#include "widgets/words.h"

#include <wx/button.h>
#include <wx/combobox.h>
#include <wx/dataview.h>
#include <wx/filepicker.h>
#include <wx/sizer.h>
#include <wx/spinctrl.h>
#include <wx/stattext.h>

namespace zoetrope::launcher {

using widgets::setAccessibleName;
using widgets::text;

namespace {

constexpr int kGap = 8;
constexpr int kAddressesHeight = 96;
constexpr int kViewersHeight = 64;
constexpr std::size_t kMaxLines = 500;
constexpr const char* kAllAddresses = "all addresses of this machine";
constexpr const char* kNoLabCommand = "none: the lab's way of asking takes no name with blanks";
constexpr const char* kServe = "Ser&ve";
constexpr const char* kServeAnew = "Ser&ve anew";
constexpr double kMega = 1e6;
// Said before it is asked.
#ifdef _WIN32
constexpr const char* kFirewall =
    "Windows asks the first time whether others may reach zoetrope-server: allow it, at least in private networks.";
#else
constexpr const char* kFirewall = "";
#endif

// Rows that stay keep their place, and what is selected.
void setRows(wxDataViewListCtrl& list, std::size_t rows, const std::function<wxString(std::size_t, unsigned)>& cell) {
  const unsigned columns = list.GetColumnCount();
  while (list.GetItemCount() > static_cast<int>(rows)) list.DeleteItem(static_cast<unsigned>(list.GetItemCount() - 1));
  while (list.GetItemCount() < static_cast<int>(rows)) list.AppendItem(wxVector<wxVariant>(columns, wxVariant("")));
  for (std::size_t row = 0; row < rows; ++row)
    for (unsigned column = 0; column < columns; ++column) {
      const auto at = static_cast<unsigned>(row);
      const wxString words = cell(row, column);
      if (list.GetTextValue(at, column) != words) list.SetTextValue(words, at, column);
    }
}

}  // namespace

ServePage::ServePage(wxWindow* parent, const Clock& clock, Handlers handlers)
    : wxPanel(parent), clock_(clock), handlers_(std::move(handlers)) {
  const int gap = FromDIP(kGap);
  const auto label = [this](const char* words) { return new wxStaticText(this, wxID_ANY, text(words)); };
  const auto list = [this](int height, const char* name) {
    auto* const it = new wxDataViewListCtrl(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, height)));
    setAccessibleName(*it, name);
    return it;
  };
  const auto column = [this](wxDataViewListCtrl* of, const char* title, int width, wxAlignment align) {
    of->AppendTextColumn(title, wxDATAVIEW_CELL_INERT, FromDIP(width), align, wxDATAVIEW_COL_RESIZABLE);
  };
  const auto button = [this](const char* words, std::function<void()> press) {
    auto* const it = new wxButton(this, wxID_ANY, text(words));
    it->Bind(wxEVT_BUTTON, [this, press = std::move(press)](wxCommandEvent&) {
      copied_.clear();
      gone_.clear();
      press();
    });
    return it;
  };
  auto* const folderLabel = label("&Folder:");
  folder_ = new wxDirPickerCtrl(this, wxID_ANY, wxGetHomeDir(), "The folder with the movies", wxDefaultPosition,
                                wxDefaultSize, wxDIRP_USE_TEXTCTRL | wxDIRP_SMALL);
  setAccessibleName(*folder_->GetTextCtrl(), "Folder with the movies");
  setAccessibleName(*folder_->GetPickerCtrl(), "Choose the folder with the movies");
  widgets::passLetterOn(*folder_, *folder_->GetTextCtrl());
  auto* const portLabel = label("&Port:");
  port_ = new wxSpinCtrl(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 0, 65535, kServePort);
  port_->SetToolTip("0 takes any port that is free");
  setAccessibleName(*port_, "Port; 0 takes any that is free");
  auto* const bindLabel = label("&Listen on:");
  bind_ = new wxComboBox(this, wxID_ANY, kAllAddresses);
  bind_->SetToolTip("At 127.0.0.1 only programs of this machine reach the server");
  setAccessibleName(*bind_, "Address to listen on");
  serve_ = button(kServeAnew, [this] { handlers_.serve(); });
  serve_->SetMinSize(serve_->GetBestSize());  // nothing moves when it is called otherwise
  serve_->SetLabel(kServe);
  stop_ = button("S&top serving", [this] { handlers_.stop(); });
  status_ = new SentenceLabel(this);
  addresses_ = list(kAddressesHeight, "Addresses of the movies");
  column(addresses_, "Address", 380, wxALIGN_LEFT);
  column(addresses_, "The lab's command line", 420, wxALIGN_LEFT);
  addresses_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { copySelected(false); });
  copyUrl_ = button("Copy &address", [this] { copySelected(false); });
  copyLab_ = button("Copy lab &command", [this] { copySelected(true); });
  viewers_ = list(kViewersHeight, "Who watches");
  column(viewers_, "Who watches", 170, wxALIGN_LEFT);
  column(viewers_, "Movie", 170, wxALIGN_LEFT);
  column(viewers_, "State", 90, wxALIGN_LEFT);
  column(viewers_, "Over", 70, wxALIGN_LEFT);
  column(viewers_, "Rate", 110, wxALIGN_RIGHT);
  column(viewers_, "Lost", 80, wxALIGN_RIGHT);

  const auto next = wxSizerFlags().CentreVertical().Border(wxRIGHT, gap);
  auto* const where = new wxBoxSizer(wxHORIZONTAL);
  where->Add(folder_, wxSizerFlags(1).CentreVertical().Border(wxRIGHT, gap));
  where->Add(portLabel, next);
  where->Add(port_, wxSizerFlags().CentreVertical());
  auto* const how = new wxBoxSizer(wxHORIZONTAL);
  how->Add(bind_, wxSizerFlags(1).CentreVertical().Border(wxRIGHT, gap));
  how->Add(serve_, next);
  how->Add(stop_, wxSizerFlags().CentreVertical());
  auto* const form = new wxFlexGridSizer(2, gap, gap);
  form->AddGrowableCol(1);
  form->Add(folderLabel, wxSizerFlags().CentreVertical().Right());
  form->Add(where, wxSizerFlags().Expand());
  form->Add(bindLabel, wxSizerFlags().CentreVertical().Right());
  form->Add(how, wxSizerFlags().Expand());
  auto* const copies = new wxBoxSizer(wxHORIZONTAL);
  copies->Add(status_->room().x, status_->room().y);
  copies->Add(status_, wxSizerFlags(1).CentreVertical().Border(wxRIGHT, gap));
  copies->Add(copyUrl_, next);
  copies->Add(copyLab_, wxSizerFlags().CentreVertical());
  auto* const whole = new wxBoxSizer(wxVERTICAL);
  const auto line = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, gap);
  whole->Add(form, line);
  if (*kFirewall != '\0') whole->Add(label(kFirewall), line);
  whole->Add(copies, line);
  whole->Add(addresses_, wxSizerFlags(2).Expand().Border(wxLEFT | wxRIGHT | wxTOP, gap));
  whole->Add(viewers_, wxSizerFlags(1).Expand().Border(wxALL, gap));
  SetSizer(whole);
}

ServeRequest ServePage::request() const {
  const wxString bind = bind_->GetValue().Strip(wxString::both);
  return {folder_->GetPath().utf8_string(),
          static_cast<std::uint16_t>(port_->GetValue()),
          bind == kAllAddresses ? std::string() : bind.utf8_string(),
          {},
          false};
}

void ServePage::set(const ServeRequest& request) {
  if (!request.folder.empty()) folder_->SetPath(text(request.folder));
  port_->SetValue(request.port);
  bind_->SetValue(request.bind.empty() ? wxString(kAllAddresses) : text(request.bind));
}

void ServePage::offer(const std::vector<std::string>& addresses) {
  if (addresses == offered_ && !bind_->IsListEmpty()) return;
  offered_ = addresses;
  const wxString chosen = bind_->GetValue();
  wxArrayString all;
  all.Add(kAllAddresses);
  for (const std::string& address : addresses) all.Add(text(address));
  bind_->Set(all);
  bind_->SetValue(chosen);
}

void ServePage::tellGone(const std::string& address) {
  gone_ = text(address) + " is no address of this machine any more: all its addresses are chosen.";
}

void ServePage::show(const Launcher& launcher) {
  const SupervisedChild* const server = launcher.child(Launcher::Role::Server);
  const bool alive = server != nullptr && server->alive();
  stop_->Enable(server != nullptr && (alive || server->state() == ChildState::WaitingToRestart));
  const wxString words = alive ? kServeAnew : kServe;
  if (serve_->GetLabel() != words) serve_->SetLabel(words);
  status_->say(statusOf(launcher));
  showAddresses(launcher.listening(Launcher::Role::Server));
  showViewers(launcher.viewers());
}

wxString ServePage::statusOf(const Launcher& launcher) {
  if (const std::string trouble = launcher.serveTrouble(); !trouble.empty()) return text(trouble);
  if (const std::string& copied = copied_.text(clock_.now()); !copied.empty()) return text(copied);
  if (!gone_.empty()) return gone_;
  const auto* const at = launcher.listening(Launcher::Role::Server);
  if (at == nullptr) return "Press Serve, then give others an address from the list.";
  if (at->movies.empty()) return "Serving, but there is no movie in this folder.";
  return wxString::Format(at->movies.size() == 1 ? "Serving %zu movie." : "Serving %zu movies.", at->movies.size());
}

void ServePage::showAddresses(const control::Listening* listening) {
  const std::optional<control::Listening> now = listening != nullptr ? std::optional(*listening) : std::nullopt;
  if (now == shown_ && copyUrl_->IsEnabled() == !lines_.empty()) return;
  shown_ = now;
  copied_.clear();
  lines_.clear();
  if (now)
    for (const std::string& movie : now->movies)
      for (const std::string& address : now->addresses)
        if (lines_.size() < kMaxLines) lines_.emplace_back(movieUrl(address, movie), labCommand(address, movie));
  setRows(*addresses_, lines_.size(), [this](std::size_t row, unsigned column) {
    const auto& [url, command] = lines_[row];
    return text(column == 0 ? url : command.empty() ? kNoLabCommand : command);
  });
  if (!lines_.empty()) addresses_->SelectRow(0);
  copyUrl_->Enable(!lines_.empty());
  copyLab_->Enable(!lines_.empty());
}

void ServePage::showViewers(const std::vector<Viewer>& viewers) {
  if (viewers == watching_) return;
  watching_ = viewers;
  setRows(*viewers_, std::min(viewers.size(), kMaxLines), [&viewers](std::size_t row, unsigned column) -> wxString {
    const Viewer& viewer = viewers[row];
    switch (column) {
      case 0:
        return text(viewer.peer);
      case 1:
        return text(viewer.movie);
      case 2:
        return text(viewer.state);
      case 3:
        return text(viewer.transport);
      case 4:
        return viewer.rateBps ? wxString::Format("%.1f Mbit/s", *viewer.rateBps / kMega) : wxString();
      default:
        return viewer.loss ? wxString::Format("%.1f %%", *viewer.loss * 100) : wxString();
    }
  });
}

void ServePage::copySelected(bool lab) {
  const int item = addresses_->GetSelectedRow();
  if (item < 0 || static_cast<std::size_t>(item) >= lines_.size()) return;
  const auto& [url, command] = lines_[static_cast<std::size_t>(item)];
  const std::string& words = lab ? command : url;
  if (!words.empty()) copyText(text(words));
  copied_.say(
      words.empty() ? "Nothing is copied: the lab's way of asking takes no name with blanks." : "Copied: " + words,
      clock_.now());
  status_->say(text(copied_.text(clock_.now())));
}

void ServePage::tell(widgets::TraceFile& trace) const {
  trace.widget("serve_folder", *folder_);
  trace.widget("serve_port", *port_);
  trace.widget("serve_bind", *bind_);
  trace.widget("serve", *serve_);
  trace.widget("stop_serving", *stop_);
  trace.widget("copy_url", *copyUrl_);
  trace.widget("copy_lab", *copyLab_);
  trace.text("serve_bind", bind_->GetValue());
  trace.text("serve_offers", wxJoin(bind_->GetStrings(), '|', '\0'));
  wxString hosts;
  if (shown_)
    for (const std::string& address : shown_->addresses)
      hosts += (hosts.empty() ? "" : "|") + text(address).BeforeLast(':');
  hosts.Replace("[", "");
  hosts.Replace("]", "");
  trace.text("serve_hosts", hosts);
  trace.text("serve_status", status_->said());
  trace.text("first_url", lines_.empty() ? wxString() : text(lines_[0].first));
  const Viewer* const viewer = watching_.empty() ? nullptr : &watching_[0];
  trace.text("first_viewer", viewer == nullptr ? wxString()
                                               : text(viewer->peer + " " + viewer->movie + " " + viewer->state + " " +
                                                      viewer->transport));
  trace.text("viewers", std::to_string(watching_.size()));
}

}  // namespace zoetrope::launcher
