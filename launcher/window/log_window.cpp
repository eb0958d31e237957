// SPDX-License-Identifier: MIT
#include "launcher/window/log_window.h"

#include "launcher/window/child_row.h"
#include "widgets/accessibility.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/datetime.h>
#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace zoetrope::launcher {
namespace {

constexpr int kGap = 8;
constexpr int kWidth = 760;
constexpr int kHeight = 420;
constexpr int kWrappedIndent = 60;  // in tenths of a millimetre, as wx wants it

wxString timeText(WallTime time) {
  const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
  return wxDateTime(wxLongLong(since.count())).Format("%H:%M:%S.%l");
}

}  // namespace

LogWindow::LogWindow(wxTopLevelWindow* parent, const SupervisedChild& child)
    : wxFrame(parent, wxID_ANY, "Log of the " + wxString::FromUTF8(child.snapshot().name).Lower()), child_(child) {
  auto* const panel = new wxPanel(this);
  auto* const label = new wxStaticText(panel, wxID_ANY, "&Filter:");
  filter_ = new wxTextCtrl(panel, wxID_ANY);
  widgets::setAccessibleName(*filter_, "Filter: only lines with this in them");
  filter_->SetHint("only lines with this in them");
  filter_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { fillAnew(); });
  status_ = new wxCheckBox(panel, wxID_ANY, "&Status lines");
  status_->SetToolTip("What it tells the launcher about itself, as docs/control_protocol.md says");
  status_->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent&) { fillAnew(); });
  copy_ = new wxButton(panel, wxID_ANY, "&Copy");
  copy_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { copyText(lines_->GetValue()); });
  lines_ = new wxTextCtrl(panel, wxID_ANY, "", wxDefaultPosition, wxDefaultSize,
                          wxTE_MULTILINE | wxTE_READONLY | wxTE_BESTWRAP);
  // What is wrapped of a line stands further in than where lines begin.
  wxTextAttr hanging;
  hanging.SetLeftIndent(0, kWrappedIndent);
  lines_->SetDefaultStyle(hanging);
  lines_->SetFont(wxFont(wxFontInfo(GetFont().GetPointSize()).Family(wxFONTFAMILY_TELETYPE)));
  widgets::setAccessibleName(*lines_, "Lines of the log");
  const int gap = FromDIP(kGap);
  auto* const upper = new wxBoxSizer(wxHORIZONTAL);
  upper->Add(label, wxSizerFlags().CentreVertical().Border(wxRIGHT, gap));
  upper->Add(filter_, wxSizerFlags(1).CentreVertical().Border(wxRIGHT, gap));
  upper->Add(status_, wxSizerFlags().CentreVertical().Border(wxRIGHT, gap));
  upper->Add(copy_, wxSizerFlags().CentreVertical());
  auto* const whole = new wxBoxSizer(wxVERTICAL);
  whole->Add(upper, wxSizerFlags().Expand().Border(wxALL, gap));
  whole->Add(lines_, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, gap));
  panel->SetSizer(whole);
  SetSize(FromDIP(wxSize(kWidth, kHeight)));
  SetIcons(parent->GetIcons());
  Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
    if (event.GetKeyCode() == WXK_ESCAPE)
      Close();
    else
      event.Skip();
  });
  fillAnew();
}

wxString LogWindow::wordsOf(const LogLine& line) const {
  if (line.kind == LogLine::Kind::Out && !status_->GetValue()) return {};
  const wxString words = wxString::FromUTF8(line.text);
  const wxString& wanted = filter_->GetValue();
  if (!wanted.empty() && !words.Lower().Contains(wanted.Lower())) return {};
  // The server's own lines begin with their time.
  const bool hasTime = words.Matches("??:??:??.??? *");
  const wxString stamp = hasTime ? wxString() : timeText(line.time) + (line.kind == LogLine::Kind::Note ? " * " : " ");
  return stamp + words + "\n";
}

void LogWindow::update() {
  const std::uint64_t newest = child_.log().newest();
  if (newest == shown_) return;
  // What the log has forgotten goes from here too, now and then: a child that floods must not fill the memory.
  if (newest > filledAt_ + ChildLog::kMaxLines) return fillAnew();
  append();
}

void LogWindow::tell(widgets::TraceFile& trace) const {
  trace.widget("log_copy", *copy_);
  if (!trace.on()) return;
  // Where its longest line ends: to be read without scrolling sideways.
  long longest = 0;
  for (long line = 1; line < lines_->GetNumberOfLines(); ++line)
    if (lines_->GetLineLength(line) > lines_->GetLineLength(longest)) longest = line;
  const wxPoint end = lines_->PositionToCoords(lines_->XYToPosition(lines_->GetLineLength(longest), longest));
  const bool fits = end != wxDefaultPosition && end.x <= lines_->GetClientSize().x;
  trace.text("log_ends", fits ? "inside" : "outside");
}

void LogWindow::append() {
  // At once: a line at a time, a flood would keep the window busy.
  wxString fresh;
  for (const LogLine& line : child_.log().after(shown_)) fresh += wordsOf(line);
  if (!fresh.empty()) lines_->AppendText(fresh);
  shown_ = child_.log().newest();
}

void LogWindow::fillAnew() {
  lines_->Clear();
  shown_ = 0;
  append();
  filledAt_ = shown_;
}

}  // namespace zoetrope::launcher
