// SPDX-License-Identifier: MIT
#include "rtsp_client/window/message_bar.h"

#include "widgets/accessibility.h"
#include "widgets/icons.h"
#include "widgets/palette.h"

#include <wx/button.h>
#include <wx/dcclient.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>

namespace zoetrope::client {
namespace {

constexpr int kInfoStaysMilliseconds = 4000;
constexpr int kIconSize = 20;
constexpr int kStripe = 4;
constexpr int kDetailsHeight = 96;

const wxColour& colourOf(Message::Kind kind) {
  switch (kind) {
    case Message::Kind::Warning:
      return widgets::kWarningColour;
    case Message::Kind::Error:
      return widgets::kLostColour;
    case Message::Kind::Info:
      break;
  }
  return widgets::kGoodColour;
}

widgets::Icon iconOf(Message::Kind kind) {
  switch (kind) {
    case Message::Kind::Warning:
      return widgets::Icon::Warning;
    case Message::Kind::Error:
      return widgets::Icon::Error;
    case Message::Kind::Info:
      break;
  }
  return widgets::Icon::Info;
}

wxString offerText(Message::Offer offer) { return offer == Message::Offer::UseTcp ? "Use &TCP" : "Try &again"; }

}  // namespace

MessageBar::MessageBar(wxWindow* parent, Handlers handlers)
    : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
              wxTAB_TRAVERSAL | wxBORDER_NONE | wxFULL_REPAINT_ON_RESIZE),
      handlers_(std::move(handlers)),
      goes_(this) {
  Hide();
  build();
  restyle();
  Bind(wxEVT_PAINT, &MessageBar::onPaint, this);
  Bind(wxEVT_TIMER, [this](wxTimerEvent&) { dismiss(); });
  close_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { dismiss(); });
  detailsButton_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { toggleDetails(); });
  offerButton_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { onOfferPressed(); });
}

void MessageBar::build() {
  const int gap = FromDIP(8);
  auto* const column = new wxBoxSizer(wxVERTICAL);
  column->Add(sentenceRow(), wxSizerFlags().Expand().Border(wxALL, gap));
  details_ = new wxTextCtrl(this, wxID_ANY, "", wxDefaultPosition, FromDIP(wxSize(-1, kDetailsHeight)),
                            wxTE_MULTILINE | wxTE_READONLY);
  widgets::setAccessibleName(*details_, "Details of the message");
  details_->Hide();
  column->Add(details_, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, gap));
  column->Add(buttonRow(), wxSizerFlags().Right().Border(wxLEFT | wxRIGHT | wxBOTTOM, gap));
  SetSizer(column);
}

wxBoxSizer* MessageBar::sentenceRow() {
  const int gap = FromDIP(8);
  auto* const row = new wxBoxSizer(wxHORIZONTAL);
  kind_ = new wxStaticBitmap(this, wxID_ANY, widgets::icon(widgets::Icon::Info, kIconSize, widgets::kGoodColour));
  sentence_ = new wxStaticText(this, wxID_ANY, "");
  close_ = new wxButton(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT | wxBORDER_NONE);
  close_->SetToolTip("Close this message");
  widgets::setAccessibleName(*close_, "Close this message");
  row->Add(kind_, wxSizerFlags().Top().Border(wxLEFT | wxTOP | wxBOTTOM, gap / 2));
  row->Add(sentence_, wxSizerFlags(1).CenterVertical().Border(wxLEFT | wxRIGHT, gap));
  row->Add(close_, wxSizerFlags().Top());
  return row;
}

wxBoxSizer* MessageBar::buttonRow() {
  auto* const row = new wxBoxSizer(wxHORIZONTAL);
  detailsButton_ = new wxButton(this, wxID_ANY, "Show &details");
  offerButton_ = new wxButton(this, wxID_ANY, "Try &again");
  row->Add(detailsButton_, wxSizerFlags().Border(wxRIGHT, FromDIP(8)));
  row->Add(offerButton_);
  return row;
}

void MessageBar::restyle() {
  SetBackgroundColour(widgets::windowColour());
  close_->SetBitmap(widgets::icon(widgets::Icon::Close, 16, widgets::textColour()));
  kind_->SetBitmap(widgets::icon(iconOf(message_.kind), kIconSize, colourOf(message_.kind)));
}

void MessageBar::show(const Message& message) {
  message_ = message;
  restyle();
  details_->Hide();
  details_->SetValue(wxString::FromUTF8(message.details));
  detailsButton_->SetLabel("Show &details");
  detailsButton_->Show(!message.details.empty());
  offerButton_->SetLabel(offerText(message.offer));
  offerButton_->Show(message.offer != Message::Offer::None);
  widgets::setAccessibleName(*this, wxString::FromUTF8(message.text), widgets::AccessibleRole::Alert);
  Show();
  fit();
  Raise();
  const bool goes = message.kind == Message::Kind::Info && message.offer == Message::Offer::None;
  if (goes) {
    goes_.StartOnce(kInfoStaysMilliseconds);
  } else {
    goes_.Stop();
  }
}

void MessageBar::dismiss() {
  goes_.Stop();
  Hide();
  handlers_.covers(0);
}

void MessageBar::rewrap() {
  const int taken = kind_->GetBestSize().x + close_->GetBestSize().x + FromDIP(5 * 8);
  sentence_->SetLabelText(wxString::FromUTF8(message_.text));
  sentence_->Wrap(std::max(FromDIP(120), GetParent()->GetClientSize().x - taken));
}

void MessageBar::fit() {
  if (!IsShown()) return;
  rewrap();
  const int width = GetParent()->GetClientSize().x;
  const int height = std::min(GetSizer()->CalcMin().y, GetParent()->GetClientSize().y);
  SetSize(0, 0, width, height);
  Layout();
  Refresh();
  handlers_.covers(height);
}

void MessageBar::onPaint(wxPaintEvent&) {
  wxPaintDC dc(this);
  const wxSize area = GetClientSize();
  dc.SetPen(*wxTRANSPARENT_PEN);
  dc.SetBrush(wxBrush(widgets::windowColour()));
  dc.DrawRectangle(area);
  dc.SetBrush(wxBrush(colourOf(message_.kind)));
  dc.DrawRectangle(0, 0, FromDIP(kStripe), area.y);
  dc.SetBrush(wxBrush(widgets::trackColour()));
  dc.DrawRectangle(0, area.y - FromDIP(1), area.x, FromDIP(1));
}

void MessageBar::onOfferPressed() {
  const Message::Offer offer = message_.offer;
  dismiss();
  handlers_.offer(offer);
}

void MessageBar::toggleDetails() {
  const bool shown = !details_->IsShown();
  details_->Show(shown);
  detailsButton_->SetLabel(shown ? "Hide &details" : "Show &details");
  fit();
}

}  // namespace zoetrope::client
