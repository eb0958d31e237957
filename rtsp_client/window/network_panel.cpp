// SPDX-License-Identifier: MIT
#include "rtsp_client/window/network_panel.h"

#include "rtsp_client/window/figure_field.h"
#include "rtsp_client/window/network_table.h"
#include "rtsp_client/window/sender_text.h"
#include "rtsp_client/window/strip_chart.h"
#include "rtsp_client/window/window_trace.h"
#include "widgets/accessibility.h"
#include "widgets/icons.h"
#include "widgets/palette.h"

#include <wx/button.h>
#include <wx/clipbrd.h>
#include <wx/dataview.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>
#include <wx/tglbtn.h>
#include <wx/utils.h>

namespace zoetrope::client {
namespace {

constexpr int kGrid = 8;
constexpr int kWidth = 400;
constexpr int kWordsWidth = 200;
constexpr int kNowWidth = 104;
constexpr int kPerSecondWidth = 88;
constexpr int kLeastTableHeight = 104;
constexpr int kLeastFiguresHeight = 120;
constexpr int kIconSize = 16;
// A minute, and the sample before it.
constexpr std::size_t kSamples = 61;
// In the trace, in the order of the charts.
constexpr std::array<const char*, kNetworkCharts.size()> kChartNames{"chart_rate", "chart_quality", "chart_packets",
                                                                     "chart_cache", "chart_delay"};
constexpr const char* kNothingYet =
    "Press Setup, and this shows second by second what the network does: the bit rate, packets lost and recovered, "
    "how full the cache is and how long a picture takes to the screen.";
constexpr const char* kChooseOne = "Choose a line to read what it counts.";

wxString text(const std::string& utf8) { return wxString::FromUTF8(utf8); }

}  // namespace

NetworkPanel::NetworkPanel(wxWindow* parent, Handlers handlers)
    : wxPanel(parent, wxID_ANY), handlers_(std::move(handlers)) {
  const int gap = FromDIP(kGrid);
  session_ = new wxStaticText(this, wxID_ANY, "");
  session_->SetFont(GetFont().Bold());
  session_->Hide();
  empty_ = new wxStaticText(this, wxID_ANY, kNothingYet);
  empty_->Wrap(FromDIP(kWidth - 4 * kGrid));
  figures_ = makeFigures();
  figures_->Hide();
  auto* const column = new wxBoxSizer(wxVERTICAL);
  column->Add(session_, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, gap));
  column->Add(empty_, wxSizerFlags(1).Expand().Border(wxALL, 2 * gap));
  column->Add(figures_, wxSizerFlags(1).Expand());
  column->Add(buttonRow(), wxSizerFlags().Expand().Border(wxALL, gap));
  SetSizer(column);
  SetMinSize(FromDIP(wxSize(kWidth, -1)));
}

wxScrolledWindow* NetworkPanel::makeFigures() {
  auto* const area =
      new wxScrolledWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL);
  area->SetScrollRate(0, FromDIP(kGrid));
  area->SetMinSize(FromDIP(wxSize(-1, kLeastFiguresHeight)));
  auto* const column = new wxBoxSizer(wxVERTICAL);
  socketRow_ = socketRow(area);
  column->Add(socketRow_, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(kGrid)));
  sender_ = senderRows(area);
  column->Add(sender_, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(kGrid)));
  for (const NetworkChart which : kNetworkCharts) {
    charts_.push_back(new StripChart(area, which, which == kNetworkCharts.back()));
    column->Add(charts_.back(), wxSizerFlags().Expand().Border(wxTOP, FromDIP(kGrid / 2)));
  }
  table_ = makeTable(area);
  help_ = new wxStaticText(area, wxID_ANY, kChooseOne, wxDefaultPosition, wxDefaultSize,
                           wxST_NO_AUTORESIZE | wxST_ELLIPSIZE_END);
  help_->SetMinSize(wxSize(-1, help_->GetCharHeight()));
  column->Add(table_, wxSizerFlags(1).Expand().Border(wxTOP, FromDIP(kGrid)));
  column->Add(help_, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(kGrid)));
  area->SetSizer(column);
  area->Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    event.Skip();
    if (begun_) arrange();
  });
  return area;
}

// No more than a spacer's worth of room until there is something to say.
wxSizer* NetworkPanel::socketRow(wxWindow* parent) {
  socketKind_ =
      new wxStaticBitmap(parent, wxID_ANY, widgets::icon(widgets::Icon::Warning, kIconSize, widgets::kWarningColour));
  socket_ = new wxStaticText(parent, wxID_ANY, "");
  widgets::setAccessibleName(*socketKind_, "Warning");
  socketKind_->Hide();
  socket_->Hide();
  auto* const row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(socketKind_, wxSizerFlags().Border(wxTOP | wxRIGHT, FromDIP(kGrid)));
  row->Add(socket_, wxSizerFlags(1).Border(wxTOP, FromDIP(kGrid)));
  return row;
}

// Hidden where the server does not say what it makes of the movie.
wxSizer* NetworkPanel::senderRows(wxWindow* parent) {
  using Align = FigureField::Align;
  rendition_ = new FigureField(parent, "Picture", "", Align::Left, true);
  leftOut_ = new FigureField(parent, "Left out", "", Align::Left, true);
  auto* const rows = new wxFlexGridSizer(2, wxSize(FromDIP(kGrid), FromDIP(kGrid / 2)));
  rows->AddGrowableCol(1);
  rows->Add(new wxStaticText(parent, wxID_ANY, "Picture"));
  rows->Add(rendition_, wxSizerFlags().Expand());
  rows->Add(new wxStaticText(parent, wxID_ANY, "Left out"));
  rows->Add(leftOut_, wxSizerFlags().Expand());
  return rows;
}

wxDataViewListCtrl* NetworkPanel::makeTable(wxWindow* parent) {
  auto* const table =
      new wxDataViewListCtrl(parent, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, kLeastTableHeight)), wxDV_SINGLE);
  table->SetMinSize(FromDIP(wxSize(-1, kLeastTableHeight)));
  table->AppendTextColumn("Counted", wxDATAVIEW_CELL_INERT, FromDIP(kWordsWidth));
  table->AppendTextColumn("Total or now", wxDATAVIEW_CELL_INERT, FromDIP(kNowWidth), wxALIGN_RIGHT);
  table->AppendTextColumn("Per second", wxDATAVIEW_CELL_INERT, FromDIP(kPerSecondWidth), wxALIGN_RIGHT);
  for (const NetworkRow& row : networkRows()) {
    wxVector<wxVariant> cells;
    for (const char* const cell : {row.words, "", ""}) cells.push_back(wxString(cell));
    table->AppendItem(cells);
  }
  widgets::setAccessibleName(*table, "What was counted");
  table->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { showHelp(); });
  table->GetMainWindow()->Bind(wxEVT_MOTION, &NetworkPanel::helpUnderMouse, this);
  return table;
}

wxSizer* NetworkPanel::buttonRow() {
  numbers_ = new wxToggleButton(this, wxID_ANY, "Nu&mbers");
  numbers_->SetToolTip("What was counted, in place of the charts");
  numbers_->Bind(wxEVT_TOGGLEBUTTON, [this](wxCommandEvent&) { arrange(); });
  numbers_->Hide();
  copy_ = new wxButton(this, wxID_ANY, "Copy ta&ble");
  copy_->SetToolTip("The table as text, for a spreadsheet");
  copy_->Disable();
  copy_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { copy(); });
  save_ = new wxButton(this, wxID_ANY, text("Save &report\u2026"));
  save_->SetToolTip("The whole session as a page to read, or as JSON or CSV");
  save_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { handlers_.saveReport(); });
  widgets::leaveKeyboardOnClick(*numbers_);
  widgets::leaveKeyboardOnClick(*copy_);
  widgets::leaveKeyboardOnClick(*save_);
  auto* const row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(numbers_, wxSizerFlags().Border(wxRIGHT, FromDIP(kGrid)));
  row->AddStretchSpacer();
  row->Add(copy_, wxSizerFlags().Border(wxRIGHT, FromDIP(kGrid)));
  row->Add(save_);
  return row;
}

void NetworkPanel::refresh(const EngineControl& engine) {
  counters_ = engine.counters();
  const EngineStatus status = engine.status();
  sessionInfo_ = status.sessionInfo;
  showSession();
  if (!begun_ && status.state == UserState::Init && counters_.packetsReceived == 0) return;
  if (!begun_) begin();
  showSocket();
  showSender(saysRendition(counters_) && status.state != UserState::Init);
  const auto newest = engine.history(1);
  const bool isNew = !newest.empty() && (samples_.empty() || newest.back().seconds != samples_.back().seconds);
  if (isNew) samples_ = engine.history(kSamples);
  for (StripChart* const chart : charts_) chart->show(samples_, counters_, isNew);
  fillTable();
}

// From the invitation to the figures.
void NetworkPanel::begin() {
  begun_ = true;
  empty_->Hide();
  figures_->Show();
  copy_->Enable();
  arrange();
  Layout();
  handlers_.grown();
}

// The table at its least height would end below what is to be seen.
bool NetworkPanel::hasRoomForBoth() const {
  int needed = socketRow_->CalcMin().y + help_->GetMinHeight() + FromDIP(kLeastTableHeight + 2 * kGrid);
  if (saysRendition_) needed += sender_->CalcMin().y + FromDIP(kGrid);
  for (const StripChart* const chart : charts_)
    if (saysRendition_ || chart != qualityChart()) needed += chart->GetMinHeight() + FromDIP(kGrid / 2);
  return needed <= figures_->GetClientSize().y;
}

void NetworkPanel::arrange() {
  const bool both = hasRoomForBoth();
  const Shown shown{both || !numbers_->GetValue(), both || numbers_->GetValue(), saysRendition_};
  if (both == numbers_->IsShown()) {
    numbers_->Show(!both);
    Layout();
  }
  if (shown_ == shown) return;
  shown_ = shown;
  figures_->GetSizer()->Show(sender_, shown.sender, true);
  for (StripChart* const chart : charts_) chart->Show(shown.charts && (shown.sender || chart != qualityChart()));
  table_->Show(shown.table);
  help_->Show(shown.table);
  figures_->FitInside();
  figures_->Layout();
}

StripChart* NetworkPanel::qualityChart() const { return charts_[static_cast<std::size_t>(NetworkChart::Quality)]; }

void NetworkPanel::fillTable() {
  unsigned number = 0;
  for (const NetworkRow& row : networkRows()) {
    const RowFigures shown = figuresOf(row, counters_, samples_);
    setCell(number, 1, text(shown.now));
    setCell(number, 2, text(shown.perSecond));
    ++number;
  }
}

void NetworkPanel::setCell(unsigned row, unsigned column, const wxString& shown) {
  if (table_->GetTextValue(row, column) != shown) table_->SetTextValue(shown, row, column);
}

// What is hidden has no height on GTK: a text is shown before it is wrapped.
void NetworkPanel::showSession() {
  const wxString sentence = text(sessionNote(sessionInfo_));
  if (sentence == session_->GetName()) return;
  widgets::setAccessibleName(*session_, sentence);
  session_->Show(!sentence.empty());
  session_->SetLabelText(sentence);
  session_->Wrap(FromDIP(kWidth - 2 * kGrid));
  Layout();
  handlers_.grown();
}

void NetworkPanel::showSocket() {
  const wxString sentence = text(socketNote(counters_));
  if (sentence == socket_->GetName()) return;
  widgets::setAccessibleName(*socket_, sentence);
  socketKind_->Show(!sentence.empty());
  socket_->Show(!sentence.empty());
  socket_->SetLabelText(sentence);
  socket_->Wrap(FromDIP(kWidth - kIconSize - 4 * kGrid));
  figures_->FitInside();
  arrange();
}

void NetworkPanel::showSender(bool isSaid) {
  if (isSaid != saysRendition_) {
    saysRendition_ = isSaid;
    arrange();
  }
  if (!isSaid) return;
  rendition_->show(text(renditionText(counters_)));
  leftOut_->show(text(leftOutText(counters_)));
}

void NetworkPanel::showHelp() {
  const int row = table_->GetSelectedRow();
  const auto rows = networkRows();
  const bool chosen = row >= 0 && row < static_cast<int>(rows.size());
  help_->SetLabelText(chosen ? text(helpOf(rows[static_cast<std::size_t>(row)])) : wxString(kChooseOne));
  help_->SetToolTip(help_->GetLabelText());
}

void NetworkPanel::helpUnderMouse(wxMouseEvent& event) {
  wxDataViewItem item;
  wxDataViewColumn* column = nullptr;
  // The event's place is the rows' own, without their heads; this one is the control's.
  table_->HitTest(table_->ScreenToClient(wxGetMousePosition()), item, column);
  const int row = item.IsOk() ? table_->ItemToRow(item) : wxNOT_FOUND;
  wxString help;
  if (row != wxNOT_FOUND) help = text(helpOf(networkRows()[static_cast<std::size_t>(row)]));
  wxWindow* const under = table_->GetMainWindow();
  if (under->GetToolTipText() != help) under->SetToolTip(help);
  event.Skip();
}

void NetworkPanel::copy() {
  wxClipboardLocker lock;
  if (!!lock) wxTheClipboard->SetData(new wxTextDataObject(text(tableText(counters_, samples_, sessionInfo_))));
}

void NetworkPanel::trace(WindowTrace& trace) {
  trace.widget("network_panel", *this);
  for (std::size_t i = 0; i < charts_.size(); ++i) trace.widget(kChartNames[i], *charts_[i]);
  trace.widget("counter_table", *table_);
  trace.widget("numbers", *numbers_);
  trace.widget("save_report", *save_);
}

}  // namespace zoetrope::client
