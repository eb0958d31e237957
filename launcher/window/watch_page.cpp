// SPDX-License-Identifier: MIT
#include "launcher/window/watch_page.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/combobox.h>
#include <wx/radiobut.h>
#include <wx/sizer.h>
#include <wx/spinctrl.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace zoetrope::launcher {
namespace {

constexpr int kGap = 8;
constexpr int kCacheFrames = 20;
constexpr int kMaxCacheFrames = 10000;
constexpr std::size_t kRecent = 10;
constexpr const char* kDialects[] = {"", "standard", "course"};

std::string valueOf(const wxTextCtrl& field) { return field.GetValue().Strip(wxString::both).utf8_string(); }

}  // namespace

WatchPage::WatchPage(wxWindow* parent, std::function<void()> watch) : wxPanel(parent) {
  const int gap = FromDIP(kGap);
  auto* const form = new wxFlexGridSizer(2, gap, gap);
  form->AddGrowableCol(1);
  const auto row = [&](const char* words, wxWindow* field) {
    auto* const label = new wxStaticText(this, wxID_ANY, words);
    // Read in the order in which they stand.
    label->MoveBeforeInTabOrder(field);
    form->Add(label, wxSizerFlags().CentreVertical().Right());
    form->Add(field, wxSizerFlags().Expand());
  };
  const auto choice = [&](const char* words, long style) {
    auto* const it = new wxRadioButton(this, wxID_ANY, words, wxDefaultPosition, wxDefaultSize, style);
    it->Bind(wxEVT_RADIOBUTTON, [this](wxCommandEvent&) { enableFields(); });
    form->AddSpacer(0);
    form->Add(it, wxSizerFlags().Border(wxTOP, gap));
    return it;
  };
  byAddress_ = choice("By &address", wxRB_GROUP);
  address_ = new wxComboBox(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, 0, nullptr, wxTE_PROCESS_ENTER);
  address_->SetHint("rtsp://192.0.2.1:8554/hd720.mjpeg");
  row("A&ddress:", address_);
  dialect_ = new wxChoice(this, wxID_ANY);
  dialect_->Append("as the address says");
  dialect_->Append("standard (RTSP as VLC, ffmpeg and cameras speak it)");
  dialect_->Append("course (as the lab's programs speak it)");
  dialect_->SetSelection(0);
  row("D&ialect:", dialect_);
  byCourse_ = choice("Course &form: the lab's four fields", 0);
  host_ = new wxTextCtrl(this, wxID_ANY, "127.0.0.1");
  row("&Server:", host_);
  port_ = new wxTextCtrl(this, wxID_ANY, std::to_string(kServePort));
  row("Server p&ort:", port_);
  rtpPort_ = new wxTextCtrl(this, wxID_ANY, "25000");
  row("&RTP port:", rtpPort_);
  video_ = new wxTextCtrl(this, wxID_ANY, "movie.Mjpeg");
  row("&Video file:", video_);
  form->AddSpacer(gap);
  form->AddSpacer(gap);
  cache_ = new wxSpinCtrl(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 0, kMaxCacheFrames,
                          kCacheFrames);
  cache_->SetToolTip("Frames that are held before they are shown: more is safer, fewer is more immediate; 0 is off");
  row("Ca&che, frames:", cache_);
  watch_ = new wxButton(this, wxID_ANY, "&Watch");
  watch_->Bind(wxEVT_BUTTON, [watch](wxCommandEvent&) { watch(); });
  address_->Bind(wxEVT_TEXT_ENTER, [watch](wxCommandEvent&) { watch(); });
  status_ =
      new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE | wxST_ELLIPSIZE_END);
  auto* const whole = new wxBoxSizer(wxVERTICAL);
  whole->Add(form, wxSizerFlags().Expand().Border(wxALL, gap));
  whole->Add(watch_, wxSizerFlags().Border(wxLEFT | wxRIGHT, gap));
  whole->Add(status_, wxSizerFlags().Expand().Border(wxALL, gap));
  SetSizer(whole);
  enableFields();
}

void WatchPage::enableFields() {
  const bool course = byCourse_->GetValue();
  for (wxWindow* field : {static_cast<wxWindow*>(address_), static_cast<wxWindow*>(dialect_)}) field->Enable(!course);
  for (wxTextCtrl* field : {host_, port_, rtpPort_, video_}) field->Enable(course);
}

std::optional<WatchRequest> WatchPage::request() {
  WatchRequest request;
  request.cache = cache_->GetValue();
  wxString missing;
  if (byCourse_->GetValue()) {
    request.host = valueOf(*host_);
    request.port = valueOf(*port_);
    request.rtpPort = valueOf(*rtpPort_);
    request.video = valueOf(*video_);
    if (request.host.empty() || request.port.empty() || request.rtpPort.empty() || request.video.empty())
      missing = "All four fields are needed: the server, its port, an RTP port of this machine, and the video's name.";
  } else {
    request.url = urlFrom(address_->GetValue().utf8_string());
    request.dialect = kDialects[std::max(dialect_->GetSelection(), 0)];
    if (request.url.empty()) missing = "An address is needed, such as rtsp://192.0.2.1:8554/hd720.mjpeg.";
    if (missing.empty()) remember(address_->GetValue().Strip(wxString::both));
  }
  status_->SetLabelText(missing);
  if (!missing.empty()) return std::nullopt;
  return request;
}

void WatchPage::setAddress(const wxString& address) {
  byAddress_->SetValue(true);
  enableFields();
  address_->SetValue(address);
}

wxArrayString WatchPage::recent() const { return address_->GetStrings(); }

void WatchPage::setRecent(const wxArrayString& addresses) { address_->Append(addresses); }

// The newest first.
void WatchPage::remember(const wxString& address) {
  const int known = address_->FindString(address, true);
  if (known != wxNOT_FOUND) address_->Delete(static_cast<unsigned>(known));
  address_->Insert(address, 0);
  while (address_->GetCount() > kRecent) address_->Delete(address_->GetCount() - 1);
  address_->SetValue(address);
}

void WatchPage::tell(widgets::TraceFile& trace) const {
  trace.widget("address", *address_);
  trace.widget("by_course", *byCourse_);
  trace.widget("watch", *watch_);
  trace.text("address", address_->GetValue());
  trace.text("watch_status", status_->GetLabelText());
}

}  // namespace zoetrope::launcher
