// SPDX-License-Identifier: MIT
#include "rtsp_client/window/status_fields.h"

#include "rtsp_client/window/figure_field.h"
#include "rtsp_client/window/sender_text.h"
#include "rtsp_client/window/status_text.h"

#include <wx/sizer.h>
#include <wx/statline.h>

namespace zoetrope::client {
namespace {

// Figures of a session that does not run are unknown, not zero.
double ifRunning(const EngineStatus& status, double figure) { return status.state == UserState::Init ? -1 : figure; }

// Of the packets expected; unknown where nothing is asked for again.
double recoveredPercent(const EngineStatus& status, const playback::Counters& counters) {
  if (!status.recovers) return -1;
  if (counters.packetsExpected == 0) return 0;
  return 100.0 * static_cast<double>(counters.packetsRecovered) / static_cast<double>(counters.packetsExpected);
}

wxString text(const std::string& utf8) { return wxString::FromUTF8(utf8); }

}  // namespace

StatusFields::StatusFields(wxWindow* parent) : wxPanel(parent, wxID_ANY) {
  m_container.DisableSelfFocus();
  using Align = FigureField::Align;
  state_ = new FigureField(this, "State", "PLAYING", Align::Left);
  way_ = new FigureField(this, "Connection", "", Align::Left, true);
  frames_ = new FigureField(this, "Frames shown per second", "999.9 frames/s", Align::Right);
  bits_ = new FigureField(this, "Bit rate", "9999.9 Mbit/s", Align::Right);
  loss_ = new FigureField(this, "Packets lost", "lost 99.9 % (recovered 99.9 %)", Align::Right);
  state_->setBold(true);
  way_->setQuiet(true);

  auto* const row = new wxBoxSizer(wxHORIZONTAL);
  const int gap = FromDIP(8);
  row->Add(state_, wxSizerFlags().CenterVertical().Border(wxRIGHT, gap));
  row->Add(way_, wxSizerFlags(1).CenterVertical().Border(wxRIGHT, gap));
  for (FigureField* const field : {frames_, bits_, loss_}) {
    row->Add(new wxStaticLine(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxLI_VERTICAL),
             wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, gap));
    row->Add(field, wxSizerFlags().CenterVertical());
  }
  SetSizer(row);
}

void StatusFields::show(const EngineStatus& status, const playback::Counters& counters) {
  state_->show(name(status.state));
  showWay(status, counters);
  frames_->show(text(frameRateText(ifRunning(status, status.framesPerSecond))));
  bits_->show(text(bitRateText(ifRunning(status, status.bitrateBps))));
  loss_->show(text(lossText(ifRunning(status, status.lossPercent), recoveredPercent(status, counters))));
}

// What is reduced matters more than the way that it takes.
void StatusFields::showWay(const EngineStatus& status, const playback::Counters& counters) {
  const bool reduced = status.state != UserState::Init && isReduced(counters);
  way_->setQuiet(!reduced);
  if (!reduced) return way_->show(text(status.way));
  const wxString longer = text(reducedText(counters));
  const wxString both = longer + "; " + text(status.way);
  way_->show(way_->fits(both) ? both : way_->fits(longer) ? longer : text(shortReducedText(counters)));
}

}  // namespace zoetrope::client
