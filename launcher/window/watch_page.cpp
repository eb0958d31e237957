// SPDX-License-Identifier: MIT
#include "launcher/window/watch_page.h"

#include "launcher/window/sentence_label.h"
#include "libstream/base/text.h"
#include "widgets/accessibility.h"
#include "widgets/words.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/combobox.h>
#include <wx/radiobut.h>
#include <wx/sizer.h>
#include <wx/spinctrl.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace zoetrope::launcher {

using widgets::setAccessibleName;

namespace {

constexpr int kGap = 8;
constexpr int kCacheFrames = 20;
constexpr int kMaxCacheFrames = 10000;
constexpr std::size_t kRecent = 10;
constexpr const char* kDialects[] = {"", "standard", "course"};

std::string valueOf(const wxTextCtrl& field) { return field.GetValue().Strip(wxString::both).utf8_string(); }

bool isPort(const std::string& typed) { return parseNumber<std::uint16_t>(typed).has_value(); }

}  // namespace

WatchPage::WatchPage(wxWindow* parent, std::function<void()> watch) : wxPanel(parent) {
  const int gap = FromDIP(kGap);
  // Labels come before what they name, in the order in which they stand.
  const auto row = [this](wxFlexGridSizer& grid, const char* words, const char* name, auto make) {
    grid.Add(new wxStaticText(this, wxID_ANY, words), wxSizerFlags().CentreVertical().Right());
    auto* const field = make();
    setAccessibleName(*field, name);
    grid.Add(field, wxSizerFlags().Expand());
    return field;
  };
  const auto choice = [this](const char* words, long style) {
    auto* const it = new wxRadioButton(this, wxID_ANY, words, wxDefaultPosition, wxDefaultSize, style);
    it->Bind(wxEVT_RADIOBUTTON, [this](wxCommandEvent&) { enableFields(); });
    return it;
  };
  const auto textField = [this](const wxString& first) {
    return [this, first] {
      return new wxTextCtrl(this, wxID_ANY, first, wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
    };
  };
  byAddress_ = choice("B&y address", wxRB_GROUP);
  auto* const standard = new wxFlexGridSizer(2, gap, gap);
  standard->AddGrowableCol(1);
  address_ = row(*standard, "&Address:", "Address of the stream", [this] {
    return new wxComboBox(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, 0, nullptr, wxTE_PROCESS_ENTER);
  });
  address_->SetHint("rtsp://192.0.2.1:8554/hd720.mjpeg");
  dialect_ = row(*standard, "D&ialect:", "Dialect", [this] { return new wxChoice(this, wxID_ANY); });
  dialect_->Append("as the address says");
  dialect_->Append("standard (RTSP as VLC, ffmpeg and cameras speak it)");
  dialect_->Append("course (as the lab's programs speak it)");
  dialect_->SetSelection(0);
  byCourse_ = choice("Course &form: the lab's four fields", 0);
  auto* const course = new wxFlexGridSizer(4, gap, gap);
  course->AddGrowableCol(1);
  course->AddGrowableCol(3);
  host_ = row(*course, "Ser&ver:", "Server", textField("127.0.0.1"));
  port_ = row(*course, "Server &port:", "Server port", textField(std::to_string(kServePort)));
  rtpPort_ = row(*course, "R&TP port:", "RTP port of this machine", textField("25000"));
  video_ = row(*course, "Video fi&le:", "Video file", textField("movie.Mjpeg"));
  auto* const last = new wxFlexGridSizer(2, gap, gap);
  cache_ = row(*last, "Cac&he, frames:", "Frames in the cache", [this] {
    return new wxSpinCtrl(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 0, kMaxCacheFrames,
                          kCacheFrames);
  });
  cache_->SetToolTip("Frames that are held before they are shown: more is safer, fewer is more immediate; 0 is off");
  watch_ = new wxButton(this, wxID_ANY, "Wat&ch");
  watch_->Bind(wxEVT_BUTTON, [watch](wxCommandEvent&) { watch(); });
  address_->Bind(wxEVT_TEXT_ENTER, [watch](wxCommandEvent&) { watch(); });
  for (wxTextCtrl* const field : {host_, port_, rtpPort_, video_})
    field->Bind(wxEVT_TEXT_ENTER, [watch](wxCommandEvent&) { watch(); });
  status_ = new SentenceLabel(this);

  auto* const bottom = new wxBoxSizer(wxHORIZONTAL);
  bottom->Add(last, wxSizerFlags().CentreVertical().Border(wxRIGHT, 2 * gap));
  bottom->Add(watch_, wxSizerFlags().CentreVertical().Border(wxRIGHT, gap));
  bottom->Add(status_->room().x, status_->room().y);
  bottom->Add(status_, wxSizerFlags(1).CentreVertical());
  const int indent = 3 * gap;
  auto* const whole = new wxBoxSizer(wxVERTICAL);
  const auto line = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, gap);
  const auto below = [&](wxSizer* fields) {
    auto* const indented = new wxBoxSizer(wxHORIZONTAL);
    indented->AddSpacer(indent);
    indented->Add(fields, wxSizerFlags(1));
    whole->Add(indented, line);
  };
  whole->Add(byAddress_, line);
  below(standard);
  whole->AddSpacer(gap);
  whole->Add(byCourse_, line);
  below(course);
  whole->AddSpacer(gap);
  whole->Add(bottom, wxSizerFlags().Expand().Border(wxALL, gap));
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
    else if (!isPort(request.port) || !isPort(request.rtpPort))
      missing = "A port is a number from 0 to 65535.";
  } else {
    request.dialect = kDialects[std::max(dialect_->GetSelection(), 0)];
    if (const auto url = urlFrom(address_->GetValue().utf8_string())) {
      request.url = *url;
      remember(address_->GetValue().Strip(wxString::both));
    } else {
      missing = widgets::text(url.error().message);
    }
  }
  status_->say(missing);
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
  trace.widget("dialect", *dialect_);
  trace.widget("by_address", *byAddress_);
  trace.widget("by_course", *byCourse_);
  trace.widget("course_host", *host_);
  trace.widget("course_port", *port_);
  trace.widget("course_rtp_port", *rtpPort_);
  trace.widget("course_video", *video_);
  trace.widget("cache", *cache_);
  trace.widget("watch", *watch_);
  trace.text("address", address_->GetValue());
  trace.text("dialect", dialect_->GetStringSelection());
  trace.text("watch_status", status_->said());
}

}  // namespace zoetrope::launcher
