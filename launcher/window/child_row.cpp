// SPDX-License-Identifier: MIT
#include "launcher/window/child_row.h"

#include "launcher/argv_text.h"
#include "launcher/commands.h"

#include <wx/button.h>
#include <wx/clipbrd.h>
#include <wx/dcbuffer.h>
#include <wx/settings.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

namespace zoetrope::launcher {
namespace {

constexpr int kGap = 8;
constexpr int kShape = 14;
constexpr int kButtonWidth = 84;
constexpr int kLeastText = 160;  // of what is cut or wrapped where there is no room
constexpr std::size_t kShownLines = 3;
constexpr double kMegabyte = 1024 * 1024;
// Fit for colour-blind eyes; the shape says the same.
const wxColour kGood(0x00, 0x72, 0xB2);
const wxColour kBusy(0xE6, 0x9F, 0x00);
const wxColour kLost(0xD5, 0x5E, 0x00);

wxString text(std::string_view utf8) { return wxString::FromUTF8(utf8.data(), utf8.size()); }

wxString uptimeText(Duration uptime) {
  const auto seconds = static_cast<long>(toSeconds(uptime));
  if (seconds >= 3600) return wxString::Format("%ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return wxString::Format("%ld:%02ld", seconds / 60, seconds % 60);
}

// Only what is another text is set: it would flicker and cost a layout.
void setWhenNew(wxStaticText& label, const wxString& words) {
  if (label.GetLabelText() == words) return;
  label.SetLabelText(words);
  label.SetToolTip(words);
}

// As high as its lines need, but no reason for a wider window.
void keepHeight(wxStaticText& label) {
  label.SetMinSize(wxDefaultSize);
  label.SetMinSize(wxSize(label.FromDIP(kLeastText), label.GetBestSize().y));
}

}  // namespace

// Full: runs. Ring: stopped. Half: on its way. Cross: needs somebody.
class StateShape : public wxWindow {
 public:
  explicit StateShape(wxWindow* parent) : wxWindow(parent, wxID_ANY) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetMinSize(FromDIP(wxSize(kShape, kShape)));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
  }
  void show(ChildState state) {
    if (std::exchange(state_, state) != state) Refresh();
  }
  bool AcceptsFocus() const override { return false; }

 private:
  void paint() {
    wxAutoBufferedPaintDC dc(this);
    dc.SetBackground(wxBrush(GetParent()->GetBackgroundColour()));
    dc.Clear();
    const wxSize size = GetClientSize();
    const int radius = std::min(size.x, size.y) / 2 - 1;
    const wxPoint middle(size.x / 2, size.y / 2);
    const int line = FromDIP(2);
    switch (state_) {
      case ChildState::Running:
        dc.SetPen(wxPen(kGood));
        dc.SetBrush(wxBrush(kGood));
        dc.DrawCircle(middle, radius);
        break;
      case ChildState::GivenUp:
      case ChildState::Failed:
        dc.SetPen(wxPen(kLost, line));
        dc.DrawLine(middle.x - radius + 1, middle.y - radius + 1, middle.x + radius - 1, middle.y + radius - 1);
        dc.DrawLine(middle.x - radius + 1, middle.y + radius - 1, middle.x + radius - 1, middle.y - radius + 1);
        break;
      case ChildState::Stopped:
        dc.SetPen(wxPen(wxSystemSettings::GetColour(wxSYS_COLOUR_GRAYTEXT), line));
        dc.SetBrush(*wxTRANSPARENT_BRUSH);
        dc.DrawCircle(middle, radius - 1);
        break;
      default:
        dc.SetPen(wxPen(kBusy, line));
        dc.SetBrush(*wxTRANSPARENT_BRUSH);
        dc.DrawCircle(middle, radius - 1);
        dc.SetBrush(wxBrush(kBusy));
        dc.DrawEllipticArc(middle.x - radius + 1, middle.y - radius + 1, 2 * radius - 2, 2 * radius - 2, 90, 270);
        break;
    }
  }

  ChildState state_ = ChildState::Stopped;
};

void copyText(const wxString& words) {
  if (!wxTheClipboard->Open()) return;
  wxTheClipboard->SetData(new wxTextDataObject(words));
  wxTheClipboard->Flush();
  wxTheClipboard->Close();
}

ChildRow::ChildRow(wxWindow* parent, const char* name, Handlers handlers) : wxPanel(parent), name_(name) {
  const auto label = [this](long style) {
    return new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, style | wxST_NO_AUTORESIZE);
  };
  const auto button = [this](const char* words, std::function<void()> press) {
    auto* const it = new wxButton(this, wxID_ANY, text(words), wxDefaultPosition, FromDIP(wxSize(kButtonWidth, -1)));
    it->Bind(wxEVT_BUTTON, [press = std::move(press)](wxCommandEvent&) { press(); });
    return it;
  };
  shape_ = new StateShape(this);
  title_ = label(0);
  title_->SetFont(GetFont().Bold());
  title_->SetMinSize(FromDIP(wxSize(100, -1)));
  sentence_ = label(wxST_ELLIPSIZE_END);
  sentence_->SetMinSize(FromDIP(wxSize(kLeastText, -1)));
  figures_ = label(wxALIGN_RIGHT);
  figures_->SetMinSize(FromDIP(wxSize(240, -1)));
  log_ = button("Log", std::move(handlers.log));
  restart_ = button("Restart", std::move(handlers.restart));
  stop_ = button("Stop", std::move(handlers.stop));
  const wxFont typed(wxFontInfo(GetFont().GetPointSize()).Family(wxFONTFAMILY_TELETYPE));
  troubleText_ = new wxStaticText(this, wxID_ANY, "");
  lastLines_ = label(wxST_ELLIPSIZE_END);
  lastLines_->SetFont(typed);
  commandText_ = label(wxST_ELLIPSIZE_MIDDLE);
  commandText_->SetFont(typed);
  commandText_->SetMinSize(FromDIP(wxSize(kLeastText, -1)));
  copy_ = button("Copy", [this] { copyText(text(command_)); });
  copy_->SetToolTip("Copies the command line that does the same by hand");

  const int gap = FromDIP(kGap);
  auto* const upper = new wxBoxSizer(wxHORIZONTAL);
  const auto middle = wxSizerFlags().CentreVertical().Border(wxRIGHT, gap);
  upper->Add(shape_, middle);
  upper->Add(title_, middle);
  upper->Add(sentence_, wxSizerFlags(1).CentreVertical().Border(wxRIGHT, gap));
  upper->Add(figures_, middle);
  upper->Add(log_, middle);
  upper->Add(restart_, middle);
  upper->Add(stop_, wxSizerFlags().CentreVertical());
  const auto wide = wxSizerFlags().Expand().Border(wxLEFT, FromDIP(kShape) + gap);
  auto* const trouble = new wxBoxSizer(wxVERTICAL);
  trouble->Add(troubleText_, wide);
  trouble->Add(lastLines_, wide);
  auto* const lower = new wxBoxSizer(wxHORIZONTAL);
  lower->AddSpacer(FromDIP(kShape) + gap);
  lower->Add(commandText_, wxSizerFlags(1).CentreVertical().Border(wxRIGHT, gap));
  lower->Add(copy_, wxSizerFlags().CentreVertical());
  auto* const whole = new wxBoxSizer(wxVERTICAL);
  whole->Add(upper, wxSizerFlags().Expand().Border(wxBOTTOM, gap / 2));
  whole->Add(trouble, wxSizerFlags().Expand());
  whole->Add(lower, wxSizerFlags().Expand());
  SetSizer(whole);
  troubleText_->Hide();
  lastLines_->Hide();
  Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    wrapTrouble();
    event.Skip();
  });
}

bool ChildRow::show(const ChildSnapshot& child, const ChildCommand& command, const wxString& detail, TimePoint now) {
  shape_->show(child.state);
  setWhenNew(*title_, text(child.name));
  words_ = text(child.sentence);
  if (child.state == ChildState::Running) {
    words_ = "Running";
    if (!detail.empty()) words_ += ": " + detail;
    if (child.restarts == 1) words_ += " (started again once)";
    if (child.restarts > 1) words_ += wxString::Format(" (started again %d times)", child.restarts);
  }
  const bool otherHeight = showTrouble(child);
  setWhenNew(*sentence_, trouble_.empty() ? words_ : text(word(child.state)).Capitalize());
  usage_.update(child.pid, now);
  wxString figures;
  if (child.pid) figures = wxString::Format("pid %lld", static_cast<long long>(*child.pid));
  if (child.uptime) figures += "   " + uptimeText(*child.uptime);
  if (const auto cpu = usage_.cpuPercent()) figures += wxString::Format("   %.0f %% CPU", *cpu);
  if (const auto bytes = usage_.residentBytes())
    figures += wxString::Format("   %.0f MB", static_cast<double>(*bytes) / kMegabyte);
  setWhenNew(*figures_, figures);
  // Without a process the sentence has the room.
  if (figures_->IsShown() == figures.empty()) {
    figures_->Show(!figures.empty());
    Layout();
  }
  const bool over =
      child.state == ChildState::Stopped || child.state == ChildState::Failed || child.state == ChildState::GivenUp;
  const wxString again = over ? (child.state == ChildState::Stopped ? "Start" : "Try again") : "Restart";
  if (restart_->GetLabelText() != again) {
    restart_->SetLabelText(again);
    Layout();
  }
  if (stop_->IsEnabled() == over) stop_->Enable(!over);
  command_ = commandLine(byHand(command));
  setWhenNew(*commandText_, "$ " + text(command_));
  return otherHeight;
}

bool ChildRow::showTrouble(const ChildSnapshot& child) {
  const bool needsSomebody = child.state == ChildState::Failed || child.state == ChildState::GivenUp;
  wxString lines;
  for (std::size_t i = child.lastLines.size() - std::min(child.lastLines.size(), kShownLines);
       i < child.lastLines.size(); ++i)
    lines += (lines.empty() ? "" : "\n") + text(child.lastLines[i].text);
  const bool same = trouble_ == (needsSomebody ? words_ : wxString()) && lastLines_->GetLabelText() == lines;
  if (same) return false;
  trouble_ = needsSomebody ? words_ : wxString();
  wrappedAt_ = 0;
  wrapTrouble();
  troubleText_->Show(needsSomebody);
  lastLines_->SetLabelText(lines);
  lastLines_->SetToolTip(lines);
  keepHeight(*lastLines_);
  lastLines_->Show(!lines.empty());
  return true;
}

void ChildRow::wrapTrouble() {
  const int width = GetClientSize().x - FromDIP(kShape + kGap);
  if (width <= 0 || width == wrappedAt_) return;
  wrappedAt_ = width;
  troubleText_->SetLabelText(trouble_);
  troubleText_->Wrap(width);
  keepHeight(*troubleText_);
}

void ChildRow::tell(widgets::TraceFile& trace) const {
  const std::string name = name_;
  trace.widget(name + "_log", *log_);
  trace.widget(name + "_restart", *restart_);
  trace.widget(name + "_stop", *stop_);
  trace.widget(name + "_copy", *copy_);
  trace.text(name, words_);
  wxString lines = lastLines_->GetLabelText();
  lines.Replace("\n", " | ");
  trace.text(name + "_last_lines", lines);
}

}  // namespace zoetrope::launcher
