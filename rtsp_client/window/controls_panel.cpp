// SPDX-License-Identifier: MIT
#include "rtsp_client/window/controls_panel.h"

#include "rtsp_client/window/cache_bar.h"
#include "rtsp_client/window/cache_text.h"
#include "rtsp_client/window/figure_field.h"
#include "rtsp_client/window/status_fields.h"
#include "rtsp_client/window/status_text.h"
#include "rtsp_client/window/time_line.h"
#include "rtsp_client/window/window_trace.h"
#include "widgets/accessibility.h"
#include "widgets/icons.h"
#include "widgets/palette.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statline.h>
#include <wx/stattext.h>
#include <wx/tglbtn.h>

namespace zoetrope::client {
namespace {

constexpr int kGrid = 8;
constexpr int kIconSize = 16;

wxString text(const std::string& utf8) { return wxString::FromUTF8(utf8); }

TimeLineState timeLineOf(const EngineStatus& status) {
  return {status.duration, status.position, status.cache.heldFrom, status.cache.heldTo, status.canSeek};
}

}  // namespace

ControlsPanel::ControlsPanel(wxWindow* parent, Handlers handlers)
    : wxPanel(parent, wxID_ANY), handlers_(std::move(handlers)) {
  const int gap = FromDIP(kGrid);
  auto* const column = new wxBoxSizer(wxVERTICAL);
  column->Add(bars(), wxSizerFlags().Expand().Border(wxALL, gap));
  column->Add(buttonRow(), wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, gap));
  column->Add(new wxStaticLine(this), wxSizerFlags().Expand());
  fields_ = new StatusFields(this);
  column->Add(fields_, wxSizerFlags().Expand().Border(wxALL, gap));
  SetSizer(column);
}

wxSizer* ControlsPanel::bars() {
  auto* const rows = new wxFlexGridSizer(3, wxSize(FromDIP(kGrid), FromDIP(kGrid / 2)));
  rows->AddGrowableCol(1);
  addTimeRow(*rows);
  addCacheRow(*rows);
  return rows;
}

void ControlsPanel::addTimeRow(wxFlexGridSizer& rows) {
  auto* const label = new wxStaticText(this, wxID_ANY, "Movie");
  timeLine_ = new TimeLine(this, handlers_.seek);
  times_ = new FigureField(this, "Position and length", "00:00:00.0 / 00:00:00.0", FigureField::Align::Left);
  rows.Add(label, wxSizerFlags().CenterVertical());
  rows.Add(timeLine_, wxSizerFlags(1).Expand());
  rows.Add(times_, wxSizerFlags().CenterVertical());
}

void ControlsPanel::addCacheRow(wxFlexGridSizer& rows) {
  auto* const label = new wxStaticText(this, wxID_ANY, "Cache");
  cacheBar_ = new CacheBar(this);
  heldFrames_ = new FigureField(this, "Frames in the cache", "999 of 999 frames", FigureField::Align::Left);
  heldSeconds_ = new FigureField(this, "Time in the cache", "00.00 s", FigureField::Align::Right);
  doing_ = new FigureField(this, "What the cache does", "starving", FigureField::Align::Left);
  auto* const figures = new wxBoxSizer(wxHORIZONTAL);
  figures->Add(heldFrames_, wxSizerFlags().CenterVertical());
  figures->Add(heldSeconds_, wxSizerFlags().CenterVertical().Border(wxLEFT, FromDIP(kGrid)));
  figures->Add(doing_, wxSizerFlags().CenterVertical().Border(wxLEFT, FromDIP(2 * kGrid)));
  rows.Add(label, wxSizerFlags().CenterVertical());
  rows.Add(cacheBar_, wxSizerFlags(1).Expand());
  rows.Add(figures, wxSizerFlags().CenterVertical());
}

wxSizer* ControlsPanel::buttonRow() {
  buttons_ = new ControlButtons(this, handlers_.press);
  makeSideButtons();
  auto* const row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(buttons_, wxSizerFlags().CenterVertical());
  row->AddStretchSpacer();
  row->Add(network_, wxSizerFlags().Expand().Border(wxLEFT, FromDIP(2 * kGrid)));
  row->Add(conversation_, wxSizerFlags().Expand().Border(wxLEFT, FromDIP(kGrid)));
  row->Add(fullScreen_, wxSizerFlags().Expand().Border(wxLEFT, FromDIP(kGrid)));
  restyle();
  return row;
}

wxToggleButton* ControlsPanel::makePanelButton(const char* label, const char* toolTip,
                                               const std::function<void(bool)>& open) {
  auto* const made = new wxToggleButton(this, wxID_ANY, label);
  made->SetToolTip(toolTip);
  widgets::leaveKeyboardOnClick(*made);
  made->Bind(wxEVT_TOGGLEBUTTON, [open](wxCommandEvent& event) { open(event.IsChecked()); });
  return made;
}

void ControlsPanel::makeSideButtons() {
  network_ = makePanelButton("&Network", "What the network does, second by second (N)", handlers_.network);
  conversation_ = makePanelButton("C&onversation", "What client and server say to each other", handlers_.conversation);
  fullScreen_ = new wxButton(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
  fullScreen_->SetToolTip("Full screen (F); Esc leaves it");
  widgets::setAccessibleName(*fullScreen_, "Full screen");
  widgets::leaveKeyboardOnClick(*fullScreen_);
  fullScreen_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { handlers_.fullScreen(); });
}

void ControlsPanel::restyle() {
  network_->SetBitmap(widgets::icon(widgets::Icon::Network, kIconSize, widgets::textColour()));
  conversation_->SetBitmap(widgets::icon(widgets::Icon::Conversation, kIconSize, widgets::textColour()));
  fullScreen_->SetBitmap(widgets::icon(widgets::Icon::FullScreen, kIconSize, widgets::textColour()));
  buttons_->restyle();
}

void ControlsPanel::showFigures(const EngineStatus& status, const playback::Counters& counters) {
  const CacheStatus& cache = status.cache;
  timeLine_->show(timeLineOf(status));
  times_->show(text(positionText(status.position, status.duration)));
  cacheBar_->show(cache);
  heldFrames_->show(text(heldFramesText(cache.held, cache.target)));
  heldSeconds_->show(cache.target > 0 ? text(heldSecondsText(toSeconds(cache.heldTime))) : wxString());
  doing_->show(cache.target > 0 ? text(doingText(cache)) : wxString());
  fields_->show(status, counters);
}

void ControlsPanel::showOpen(bool network, bool conversation) {
  network_->SetValue(network);
  conversation_->SetValue(conversation);
}

void ControlsPanel::trace(WindowTrace& trace) {
  for (const Press each : kPresses) trace.widget(name(each), buttons_->button(each));
  trace.widget("time_line", *timeLine_);
  trace.widget("cache_bar", *cacheBar_);
  trace.widget("network", *network_);
  trace.widget("conversation", *conversation_);
  trace.widget("full_screen", *fullScreen_);
}

}  // namespace zoetrope::client
