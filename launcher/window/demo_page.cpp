// SPDX-License-Identifier: MIT
#include "launcher/window/demo_page.h"

#include "launcher/window/sentence_label.h"
#include "launcher/window/still_panel.h"
#include "widgets/accessibility.h"
#include "widgets/words.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/gauge.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

namespace zoetrope::launcher {

using widgets::setAccessibleName;
using widgets::text;

namespace {

constexpr int kGap = 8;
constexpr float kLarge = 1.4F;
constexpr int kPlayWidth = 220;
constexpr int kPlayHeight = 64;
constexpr int kProgressWidth = 160;
constexpr int kProgressHeight = 12;

struct DemoChoice {
  const char* words;
  const char* file;
};
constexpr DemoChoice kMovies[] = {
    {"720p, 45 Mbit/s", "hd720.mjpeg"},
    {"1080p, 100 Mbit/s", "hd1080.mjpeg"},
    {"the lab's size, 2 Mbit/s", "movie.Mjpeg"},
};

}  // namespace

DemoPage::DemoPage(wxWindow* parent, Handlers handlers) : wxPanel(parent), handlers_(std::move(handlers)) {
  const int gap = FromDIP(kGap);
  still_ = new StillPanel(this, [this] { handlers_.play(); });
  auto* const what = new wxStaticText(
      this, wxID_ANY,
      "A server streams the movie, a player shows it in a window of its own. Nothing leaves this machine.");
  play_ = new wxButton(this, wxID_ANY, "&Play the demo");
  play_->SetFont(GetFont().Scaled(kLarge));
  play_->SetMinSize(FromDIP(wxSize(kPlayWidth, kPlayHeight)));
  play_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { handlers_.play(); });
  play_->SetDefault();
  // Labels stand before what they name, for the keyboard and for who listens.
  const auto choice = [&](const char* label, const char* name) {
    auto* const words = new wxStaticText(this, wxID_ANY, label);
    auto* const it = new wxChoice(this, wxID_ANY);
    setAccessibleName(*it, name);
    return std::pair(words, it);
  };
  const auto [movieLabel, movie] = choice("&Movie:", "Movie of the demo");
  const auto [networkLabel, network] = choice("&Network:", "Network that the demo goes over");
  movie_ = movie;
  network_ = network;
  for (const DemoChoice& each : kMovies) movie_->Append(each.words);
  for (const DemoNetwork& each : demoNetworks()) network_->Append(text(each.name));
  movie_->SetSelection(0);
  network_->SetSelection(0);
  status_ = new SentenceLabel(this);
  progress_ = new wxGauge(this, wxID_ANY, 100, wxDefaultPosition, FromDIP(wxSize(kProgressWidth, kProgressHeight)));
  setAccessibleName(*progress_, "How much of the movie is made");
  cancel_ = new wxButton(this, wxID_ANY, "Stop &the demo");
  cancel_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { handlers_.cancel(); });

  auto* const choices = new wxFlexGridSizer(2, gap / 2, gap);
  choices->Add(movieLabel, wxSizerFlags().CentreVertical().Right());
  choices->Add(movie_, wxSizerFlags().Expand());
  choices->Add(networkLabel, wxSizerFlags().CentreVertical().Right());
  choices->Add(network_, wxSizerFlags().Expand());
  auto* const row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(play_, wxSizerFlags().CentreVertical().Border(wxRIGHT, 3 * gap));
  row->Add(choices, wxSizerFlags().CentreVertical());
  // Its place is kept while there is nothing to say, so that nothing jumps.
  auto* const lower = new wxBoxSizer(wxHORIZONTAL);
  lower->Add(status_->room().x, status_->room().y);
  lower->Add(status_, wxSizerFlags(1).CentreVertical().Border(wxRIGHT, gap));
  lower->Add(progress_, wxSizerFlags().CentreVertical().ReserveSpaceEvenIfHidden().Border(wxRIGHT, gap));
  lower->Add(cancel_, wxSizerFlags().CentreVertical().ReserveSpaceEvenIfHidden());
  auto* const whole = new wxBoxSizer(wxVERTICAL);
  whole->Add(still_, wxSizerFlags(1).Expand().Border(wxALL, gap));
  whole->Add(what, wxSizerFlags().Centre().Border(wxLEFT | wxRIGHT | wxBOTTOM, gap));
  whole->Add(row, wxSizerFlags().Centre().Border(wxLEFT | wxRIGHT | wxBOTTOM, gap));
  whole->Add(lower, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, gap));
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
  status_->say(words);
  if (made) progress_->SetValue(*made);
  if (progress_->IsShown() != made.has_value()) progress_->Show(made.has_value());
  if (cancel_->IsShown() != launcher.demoWanted()) cancel_->Show(launcher.demoWanted());
}

void DemoPage::tell(widgets::TraceFile& trace) const {
  trace.widget("still", *still_);
  trace.widget("play_demo", *play_);
  trace.widget("demo_movie", *movie_);
  trace.widget("demo_network", *network_);
  trace.widget("stop_demo", *cancel_);
  trace.text("demo_movie", movie_->GetStringSelection());
  trace.text("demo_network", network_->GetStringSelection());
  trace.text("demo_status", status_->said());
}

}  // namespace zoetrope::launcher
