// SPDX-License-Identifier: MIT
#include "launcher/window/demo_page.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/gauge.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

namespace zoetrope::launcher {
namespace {

constexpr int kGap = 8;
constexpr double kLarge = 1.6;

struct DemoChoice {
  const char* words;
  const char* file;
};
constexpr DemoChoice kMovies[] = {
    {"720p, 45 Mbit/s", "hd720.mjpeg"},
    {"1080p, 100 Mbit/s", "hd1080.mjpeg"},
    {"the lab's size, 2 Mbit/s", "movie.Mjpeg"},
};

wxString text(std::string_view utf8) { return wxString::FromUTF8(utf8.data(), utf8.size()); }

}  // namespace

DemoPage::DemoPage(wxWindow* parent, Handlers handlers) : wxPanel(parent), handlers_(std::move(handlers)) {
  const int gap = FromDIP(kGap);
  auto* const title = new wxStaticText(this, wxID_ANY, "See it work on this machine");
  title->SetFont(GetFont().Bold().Scaled(static_cast<float>(kLarge)));
  auto* const what = new wxStaticText(
      this, wxID_ANY,
      "A server streams a movie of a spinning zoetrope, a player shows it. Nothing leaves this machine.");
  play_ = new wxButton(this, wxID_ANY, "&Play the demo");
  play_->SetFont(GetFont().Scaled(static_cast<float>(kLarge)));
  play_->SetMinSize(FromDIP(wxSize(280, 64)));
  play_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { handlers_.play(); });
  play_->SetDefault();
  movie_ = new wxChoice(this, wxID_ANY);
  for (const DemoChoice& choice : kMovies) movie_->Append(choice.words);
  movie_->SetSelection(0);
  network_ = new wxChoice(this, wxID_ANY);
  for (const DemoNetwork& network : demoNetworks()) network_->Append(text(network.name));
  network_->SetSelection(0);
  status_ = new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize,
                             wxALIGN_CENTRE_HORIZONTAL | wxST_NO_AUTORESIZE);
  progress_ = new wxGauge(this, wxID_ANY, 100, wxDefaultPosition, FromDIP(wxSize(280, 12)));
  cancel_ = new wxButton(this, wxID_ANY, "Stop the &demo");
  cancel_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { handlers_.cancel(); });

  auto* const choices = new wxFlexGridSizer(2, gap, gap);
  choices->Add(new wxStaticText(this, wxID_ANY, "&Movie:"), wxSizerFlags().CentreVertical().Right());
  choices->Add(movie_, wxSizerFlags().Expand());
  choices->Add(new wxStaticText(this, wxID_ANY, "&Network:"), wxSizerFlags().CentreVertical().Right());
  choices->Add(network_, wxSizerFlags().Expand());
  // Labels stand before what they name, for the keyboard and for who listens.
  auto* const whole = new wxBoxSizer(wxVERTICAL);
  whole->AddStretchSpacer();
  whole->Add(title, wxSizerFlags().Centre().Border(wxBOTTOM, gap));
  whole->Add(what, wxSizerFlags().Centre().Border(wxBOTTOM, 3 * gap));
  whole->Add(play_, wxSizerFlags().Centre().Border(wxBOTTOM, 2 * gap));
  whole->Add(choices, wxSizerFlags().Centre().Border(wxBOTTOM, 2 * gap));
  whole->Add(status_, wxSizerFlags().Expand().Border(wxBOTTOM, gap));
  whole->Add(progress_, wxSizerFlags().Centre().ReserveSpaceEvenIfHidden().Border(wxBOTTOM, gap));
  whole->Add(cancel_, wxSizerFlags().Centre().ReserveSpaceEvenIfHidden());
  whole->AddStretchSpacer();
  progress_->Hide();
  cancel_->Hide();
  SetSizer(whole);
}

Launcher::DemoRequest DemoPage::request() const {
  return {kMovies[movie()].file, {}, std::string(demoNetworks()[static_cast<std::size_t>(network())].impair)};
}

int DemoPage::movie() const { return std::max(movie_->GetSelection(), 0); }
int DemoPage::network() const { return std::max(network_->GetSelection(), 0); }

void DemoPage::choose(int movie, int network) {
  if (movie >= 0 && movie < static_cast<int>(movie_->GetCount())) movie_->SetSelection(movie);
  if (network >= 0 && network < static_cast<int>(network_->GetCount())) network_->SetSelection(network);
}

void DemoPage::show(const Launcher& launcher) {
  wxString words = text(launcher.demoWaitsFor());
  if (!words.empty()) words += wxString::FromUTF8("\xE2\x80\xA6");
  if (words.empty() && launcher.demoWanted()) words = "The demo plays in its own window.";
  if (words.empty()) words = text(launcher.demoTrouble());
  const auto made = launcher.madePercent();
  if (made) words += wxString::Format(" %d %%", *made);
  if (status_->GetLabelText() != words) status_->SetLabelText(words);
  if (made) progress_->SetValue(*made);
  if (progress_->IsShown() != made.has_value()) progress_->Show(made.has_value());
  if (cancel_->IsShown() != launcher.demoWanted()) cancel_->Show(launcher.demoWanted());
}

void DemoPage::tell(widgets::TraceFile& trace) const {
  trace.widget("play_demo", *play_);
  trace.widget("demo_movie", *movie_);
  trace.widget("demo_network", *network_);
  trace.widget("stop_demo", *cancel_);
  trace.text("demo_status", status_->GetLabelText());
}

}  // namespace zoetrope::launcher
