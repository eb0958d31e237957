// SPDX-License-Identifier: MIT
#include "launcher/window/serve_page.h"

#include "launcher/window/child_row.h"

#include <wx/button.h>
#include <wx/combobox.h>
#include <wx/filepicker.h>
#include <wx/listctrl.h>
#include <wx/sizer.h>
#include <wx/spinctrl.h>
#include <wx/stattext.h>

namespace zoetrope::launcher {
namespace {

constexpr int kGap = 8;
constexpr std::size_t kMaxLines = 500;
constexpr const char* kAllAddresses = "all addresses of this machine";
constexpr double kMega = 1e6;

wxString text(std::string_view utf8) { return wxString::FromUTF8(utf8.data(), utf8.size()); }

}  // namespace

ServePage::ServePage(wxWindow* parent, Handlers handlers) : wxPanel(parent), handlers_(std::move(handlers)) {
  const int gap = FromDIP(kGap);
  const auto label = [this](const char* words) { return new wxStaticText(this, wxID_ANY, text(words)); };
  const auto button = [this](const char* words, std::function<void()> press) {
    auto* const it = new wxButton(this, wxID_ANY, text(words));
    it->Bind(wxEVT_BUTTON, [press = std::move(press)](wxCommandEvent&) { press(); });
    return it;
  };
  auto* const form = new wxFlexGridSizer(2, gap, gap);
  form->AddGrowableCol(1);
  const auto row = [&](const char* words, wxWindow* field) {
    form->Add(label(words), wxSizerFlags().CentreVertical().Right());
    form->Add(field, wxSizerFlags().Expand());
  };
  folder_ = new wxDirPickerCtrl(this, wxID_ANY, wxGetHomeDir(), "The folder with the movies", wxDefaultPosition,
                                wxDefaultSize, wxDIRP_USE_TEXTCTRL | wxDIRP_SMALL);
  port_ = new wxSpinCtrl(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 0, 65535, kServePort);
  port_->SetToolTip("0 takes any port that is free");
  bind_ = new wxComboBox(this, wxID_ANY, kAllAddresses);
  bind_->Append(kAllAddresses);
  bind_->Append("127.0.0.1");
  row("&Folder:", folder_);
  row("P&ort:", port_);
  row("&Listen on:", bind_);
  serve_ = button("Ser&ve", [this] { handlers_.serve(); });
  stop_ = button("S&top serving", [this] { handlers_.stop(); });
  auto* const buttons = new wxBoxSizer(wxHORIZONTAL);
  buttons->Add(serve_, wxSizerFlags().Border(wxRIGHT, gap));
  buttons->Add(stop_);
  status_ =
      new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE | wxST_ELLIPSIZE_END);
  addresses_ =
      new wxListView(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 110)), wxLC_REPORT | wxLC_SINGLE_SEL);
  addresses_->AppendColumn("Address to watch from another machine", wxLIST_FORMAT_LEFT, FromDIP(400));
  addresses_->AppendColumn("The lab's command line", wxLIST_FORMAT_LEFT, FromDIP(420));
  addresses_->Bind(wxEVT_LIST_ITEM_ACTIVATED, [this](wxListEvent&) { copySelected(false); });
  copyUrl_ = button("Copy &address", [this] { copySelected(false); });
  copyLab_ = button("Copy lab &command", [this] { copySelected(true); });
  auto* const copies = new wxBoxSizer(wxHORIZONTAL);
  copies->Add(copyUrl_, wxSizerFlags().Border(wxRIGHT, gap));
  copies->Add(copyLab_);
  viewers_ = new wxListView(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 80)), wxLC_REPORT | wxLC_SINGLE_SEL);
  viewers_->AppendColumn("Who watches", wxLIST_FORMAT_LEFT, FromDIP(200));
  viewers_->AppendColumn("Movie", wxLIST_FORMAT_LEFT, FromDIP(200));
  viewers_->AppendColumn("State", wxLIST_FORMAT_LEFT, FromDIP(90));
  viewers_->AppendColumn("Over", wxLIST_FORMAT_LEFT, FromDIP(70));
  viewers_->AppendColumn("Rate", wxLIST_FORMAT_RIGHT, FromDIP(110));
  viewers_->AppendColumn("Lost", wxLIST_FORMAT_RIGHT, FromDIP(80));

  auto* const whole = new wxBoxSizer(wxVERTICAL);
  const auto line = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, gap);
  whole->Add(form, line);
  whole->Add(buttons, line);
  whole->Add(status_, line);
  whole->Add(addresses_, wxSizerFlags(2).Expand().Border(wxLEFT | wxRIGHT | wxTOP, gap));
  whole->Add(copies, line);
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

void ServePage::show(const Launcher& launcher) {
  const SupervisedChild* const server = launcher.child(Launcher::Role::Server);
  const bool alive = server != nullptr && server->alive();
  stop_->Enable(server != nullptr && (alive || server->state() == ChildState::WaitingToRestart));
  const wxString words = alive ? "Serve &anew" : "Ser&ve";
  if (serve_->GetLabel() != words) serve_->SetLabel(words), Layout();
  wxString status =
      "Other machines can watch what is in the folder: press Serve, and give them an address of the list.";
  if (!launcher.problem().empty())
    status = text(launcher.problem()) + " Choose another port, or 0 for any that is free.";
  else if (server != nullptr && server->state() != ChildState::Running && server->state() != ChildState::Stopped)
    status = text(server->snapshot().sentence);
  else if (const auto* at = launcher.listening(Launcher::Role::Server))
    status = at->movies.empty() ? wxString("Serving, but there is no movie in this folder.")
                                : wxString::Format("Serving %zu movies.", at->movies.size());
  if (status_->GetLabelText() != status) status_->SetLabelText(status);
  showAddresses(launcher.listening(Launcher::Role::Server));
  showViewers(launcher.viewers());
}

void ServePage::showAddresses(const control::Listening* listening) {
  const std::optional<control::Listening> now = listening != nullptr ? std::optional(*listening) : std::nullopt;
  if (now == shown_ && copyUrl_->IsEnabled() == !lines_.empty()) return;
  shown_ = now;
  lines_.clear();
  addresses_->DeleteAllItems();
  if (now)
    for (const std::string& movie : now->movies)
      for (const std::string& address : now->addresses)
        if (lines_.size() < kMaxLines) lines_.emplace_back(movieUrl(address, movie), labCommand(address, movie));
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const long item = addresses_->InsertItem(static_cast<long>(i), text(lines_[i].first));
    addresses_->SetItem(item, 1, text(lines_[i].second));
  }
  if (!lines_.empty()) addresses_->Select(0);
  copyUrl_->Enable(!lines_.empty());
  copyLab_->Enable(!lines_.empty());
}

void ServePage::showViewers(const std::vector<Viewer>& viewers) {
  if (viewers == watching_) return;
  watching_ = viewers;
  viewers_->Freeze();
  viewers_->DeleteAllItems();
  for (std::size_t i = 0; i < std::min(viewers.size(), kMaxLines); ++i) {
    const Viewer& viewer = viewers[i];
    const long item = viewers_->InsertItem(static_cast<long>(i), text(viewer.peer));
    viewers_->SetItem(item, 1, text(viewer.movie));
    viewers_->SetItem(item, 2, text(viewer.state));
    viewers_->SetItem(item, 3, text(viewer.transport));
    if (viewer.rateBps) viewers_->SetItem(item, 4, wxString::Format("%.1f Mbit/s", *viewer.rateBps / kMega));
    if (viewer.loss) viewers_->SetItem(item, 5, wxString::Format("%.1f %%", *viewer.loss * 100));
  }
  viewers_->Thaw();
}

void ServePage::copySelected(bool lab) {
  const long item = addresses_->GetFirstSelected();
  if (item < 0 || static_cast<std::size_t>(item) >= lines_.size()) return;
  const auto& [url, command] = lines_[static_cast<std::size_t>(item)];
  copyText(text(lab ? command : url));
}

void ServePage::tell(widgets::TraceFile& trace) const {
  trace.widget("serve_folder", *folder_);
  trace.widget("serve_port", *port_);
  trace.widget("serve", *serve_);
  trace.widget("stop_serving", *stop_);
  trace.widget("copy_url", *copyUrl_);
  trace.widget("copy_lab", *copyLab_);
  trace.text("serve_status", status_->GetLabelText());
  trace.text("first_url", lines_.empty() ? wxString() : text(lines_[0].first));
  const Viewer* const viewer = watching_.empty() ? nullptr : &watching_[0];
  trace.text("first_viewer", viewer == nullptr ? wxString()
                                               : text(viewer->peer + " " + viewer->movie + " " + viewer->state + " " +
                                                      viewer->transport));
  trace.text("viewers", std::to_string(watching_.size()));
}

}  // namespace zoetrope::launcher
