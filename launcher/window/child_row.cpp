// SPDX-License-Identifier: MIT
#include "launcher/window/child_row.h"

#include "launcher/argv_text.h"
#include "launcher/commands.h"
#include "widgets/accessibility.h"
#include "widgets/icons.h"
#include "widgets/palette.h"
#include "widgets/words.h"

#include <wx/bmpbuttn.h>
#include <wx/button.h>
#include <wx/clipbrd.h>
#include <wx/dcbuffer.h>
#include <wx/dcclient.h>
#include <wx/settings.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

namespace zoetrope::launcher {

using widgets::setAccessibleName;
using widgets::text;

namespace {

constexpr int kGap = 8;
constexpr int kShape = 14;
constexpr int kIconSize = 14;
constexpr int kButtonWidth = 84;
constexpr int kRemoveWidth = 24;
constexpr const char* kRestart = "&Restart";
constexpr const char* kStart = "Sta&rt";
constexpr const char* kTryAgain = "T&ry again";
constexpr const char* kWidestTitle = "Movie maker ";
constexpr int kLeastText = 160;  // of what is cut or wrapped where there is no room
// Nothing moves when a number grows a digit.
constexpr const char* kWidestFigures[] = {"pid 4194304", "00:00:00", "100 % CPU", "9999 MB"};
constexpr std::size_t kShownLines = 3;
constexpr double kMegabyte = 1024 * 1024;

wxString uptimeText(Duration uptime) {
  const auto seconds = static_cast<long>(toSeconds(uptime));
  if (seconds >= 3600) return wxString::Format("%ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return wxString::Format("%ld:%02ld", seconds / 60, seconds % 60);
}

// What the shape says, for who does not see it.
const char* nameOf(ChildState state) {
  switch (state) {
    case ChildState::Running:
      return "It runs";
    case ChildState::Stopped:
      return "It is stopped";
    case ChildState::Failed:
    case ChildState::GivenUp:
      return "It needs somebody";
    default:
      return "It is on its way";
  }
}

// What does not fit can be read by pointing at it.
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
    nameState();
  }
  void show(ChildState state) {
    if (std::exchange(state_, state) == state) return;
    nameState();
    Refresh();
  }
  bool AcceptsFocus() const override { return false; }

 private:
  void nameState() { setAccessibleName(*this, text(nameOf(state_)), widgets::AccessibleRole::Picture); }
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
        dc.SetPen(wxPen(widgets::kGoodColour));
        dc.SetBrush(wxBrush(widgets::kGoodColour));
        dc.DrawCircle(middle, radius);
        break;
      case ChildState::GivenUp:
      case ChildState::Failed:
        dc.SetPen(wxPen(widgets::kLostColour, line));
        dc.DrawLine(middle.x - radius + 1, middle.y - radius + 1, middle.x + radius - 1, middle.y + radius - 1);
        dc.DrawLine(middle.x - radius + 1, middle.y + radius - 1, middle.x + radius - 1, middle.y - radius + 1);
        break;
      case ChildState::Stopped:
        dc.SetPen(wxPen(wxSystemSettings::GetColour(wxSYS_COLOUR_GRAYTEXT), line));
        dc.SetBrush(*wxTRANSPARENT_BRUSH);
        dc.DrawCircle(middle, radius - 1);
        break;
      default:
        dc.SetPen(wxPen(widgets::kWarningColour, line));
        dc.SetBrush(*wxTRANSPARENT_BRUSH);
        dc.DrawCircle(middle, radius - 1);
        dc.SetBrush(wxBrush(widgets::kWarningColour));
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
  wxClientDC measure(title_);
  measure.SetFont(title_->GetFont());
  title_->SetMinSize(wxSize(measure.GetTextExtent(kWidestTitle).x, -1));
  sentence_ = label(wxST_ELLIPSIZE_END);
  sentence_->SetMinSize(FromDIP(wxSize(kLeastText, -1)));
  for (std::size_t i = 0; i < figures_.size(); ++i) {
    figures_[i] = label(wxALIGN_RIGHT);
    figures_[i]->SetMinSize(wxSize(GetTextExtent(kWidestFigures[i]).x, -1));
  }
  // The same letters in each row, and none of a page: with several rows Alt and the letter goes from one to the next.
  log_ = button("Lo&g", std::move(handlers.log));
  restart_ = button(kRestart, std::move(handlers.restart));
  stop_ = button("St&op", std::move(handlers.stop));
  const auto pictured = [this](widgets::Icon icon, const char* tip, std::function<void()> press) {
    auto* const it = new wxBitmapButton(this, wxID_ANY, widgets::icon(icon, kIconSize, widgets::textColour()),
                                        wxDefaultPosition, wxDefaultSize, wxBORDER_NONE | wxBU_EXACTFIT);
    it->Bind(wxEVT_BUTTON, [press = std::move(press)](wxCommandEvent&) { press(); });
    it->SetToolTip(tip);
    return it;
  };
  remove_ = pictured(widgets::Icon::Close, "Removes it from the list, with its log (Delete)", handlers.remove);
  remove_->SetMinSize(FromDIP(wxSize(kRemoveWidth, -1)));
  Bind(wxEVT_CHAR_HOOK, [this, remove = std::move(handlers.remove)](wxKeyEvent& event) {
    if (event.GetKeyCode() == WXK_DELETE && remove_->IsEnabled())
      remove();
    else
      event.Skip();
  });
  const wxFont typed(wxFontInfo(GetFont().GetPointSize() - 1).Family(wxFONTFAMILY_TELETYPE));
  troubleText_ = new wxStaticText(this, wxID_ANY, "");
  lastLines_ = label(wxST_ELLIPSIZE_END);
  lastLines_->SetFont(typed);
  commandText_ = label(wxST_ELLIPSIZE_MIDDLE);
  commandText_->SetFont(typed);
  commandText_->SetMinSize(FromDIP(wxSize(kLeastText, -1)));
  copy_ = pictured(widgets::Icon::Copy, "Copies the command line that does the same by hand",
                   [this] { copyText(text(command_)); });

  const int gap = FromDIP(kGap);
  auto* const upper = new wxBoxSizer(wxHORIZONTAL);
  const auto middle = wxSizerFlags().CentreVertical().Border(wxRIGHT, gap);
  upper->Add(shape_, middle);
  upper->Add(title_, middle);
  upper->Add(sentence_, wxSizerFlags(1).CentreVertical().Border(wxRIGHT, gap));
  upper->Add(log_, middle);
  upper->Add(restart_, middle);
  upper->Add(stop_, middle);
  upper->Add(remove_, wxSizerFlags().CentreVertical());
  const auto wide = wxSizerFlags().Expand().Border(wxLEFT, FromDIP(kShape) + gap);
  auto* const trouble = new wxBoxSizer(wxVERTICAL);
  trouble->Add(troubleText_, wide);
  trouble->Add(lastLines_, wide);
  auto* const lower = new wxBoxSizer(wxHORIZONTAL);
  lower->AddSpacer(FromDIP(kShape) + gap);
  lower->Add(copy_, wxSizerFlags().CentreVertical().Border(wxRIGHT, gap / 2));
  lower->Add(commandText_, wxSizerFlags(1).CentreVertical().Border(wxRIGHT, gap));
  for (wxStaticText* const figure : figures_) lower->Add(figure, wxSizerFlags().CentreVertical().Border(wxLEFT, gap));
  auto* const whole = new wxBoxSizer(wxVERTICAL);
  whole->Add(upper, wxSizerFlags().Expand());
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
  if (title_->GetLabelText() != text(child.name)) nameControls(text(child.name));
  words_ = text(child.sentence);
  if (child.state == ChildState::Running) {
    words_ = detail.empty() ? wxString("Running") : detail;
    if (child.restarts == 1) words_ += " (started again once)";
    if (child.restarts > 1) words_ += wxString::Format(" (started again %d times)", child.restarts);
  }
  const bool otherHeight = showTrouble(child);
  setWhenNew(*sentence_, trouble_.empty() ? words_ : text(word(child.state)).Capitalize());
  usage_.update(child.pid, now);
  wxString figures[4];
  if (child.pid) figures[0] = wxString::Format("pid %lld", static_cast<long long>(*child.pid));
  if (child.uptime) figures[1] = uptimeText(*child.uptime);
  if (const auto cpu = usage_.cpuPercent()) figures[2] = wxString::Format("%.0f %% CPU", *cpu);
  if (const auto bytes = usage_.residentBytes())
    figures[3] = wxString::Format("%.0f MB", static_cast<double>(*bytes) / kMegabyte);
  for (std::size_t i = 0; i < figures_.size(); ++i) setWhenNew(*figures_[i], figures[i]);
  const bool over =
      child.state == ChildState::Stopped || child.state == ChildState::Failed || child.state == ChildState::GivenUp;
  const wxString again = over ? (child.state == ChildState::Stopped ? kStart : kTryAgain) : kRestart;
  if (restart_->GetLabel() != again) {
    restart_->SetLabel(again);
    nameControls(text(child.name));
    Layout();
  }
  if (stop_->IsEnabled() == over) {
    // A button that cannot be pressed any more would keep the keyboard for itself.
    if (over && stop_->HasFocus()) restart_->SetFocus();
    stop_->Enable(!over);
  }
  if (remove_->IsEnabled() != over) remove_->Enable(over);
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

void ChildRow::nameControls(const wxString& child) {
  title_->SetLabelText(child);
  const wxString it = " the " + child.Lower();
  setAccessibleName(*log_, "Log of" + it);
  setAccessibleName(*restart_, restart_->GetLabelText() + it);
  setAccessibleName(*stop_, "Stop" + it);
  setAccessibleName(*remove_, "Remove" + it + " from the list");
  setAccessibleName(*copy_, "Copy the command line of" + it);
}

void ChildRow::takeFocus() { (remove_->IsEnabled() ? remove_ : log_)->SetFocus(); }

void ChildRow::tell(widgets::TraceFile& trace) const {
  const std::string name = name_;
  trace.widget(name + "_log", *log_);
  trace.widget(name + "_restart", *restart_);
  trace.widget(name + "_stop", *stop_);
  trace.widget(name + "_remove", *remove_);
  trace.widget(name + "_copy", *copy_);
  trace.text(name, words_);
  trace.text(name + "_command", text(command_));
  wxString lines = lastLines_->GetLabelText();
  lines.Replace("\n", " | ");
  trace.text(name + "_last_lines", lines);
}

}  // namespace zoetrope::launcher
