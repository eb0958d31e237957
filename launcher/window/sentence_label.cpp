// SPDX-License-Identifier: MIT
#include "launcher/window/sentence_label.h"

namespace zoetrope::launcher {
namespace {

constexpr int kLeastWidth = 160;
constexpr int kLines = 2;

}  // namespace

SentenceLabel::SentenceLabel(wxWindow* parent)
    : wxStaticText(parent, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE | wxST_ELLIPSIZE_END) {
  Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    if (event.GetSize().x != wrappedAt_) wrap();
    event.Skip();
  });
  SetMinSize(wxSize(FromDIP(kLeastWidth), kLines * GetCharHeight()));
}

void SentenceLabel::say(const wxString& words) {
  if (words == said_) return;
  said_ = words;
  SetToolTip(words);
  wrap();
}

void SentenceLabel::wrap() {
  wrappedAt_ = GetSize().x;
  SetLabelText(said_);
  if (wrappedAt_ > 0) Wrap(wrappedAt_);
}

}  // namespace zoetrope::launcher
