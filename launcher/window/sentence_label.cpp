// SPDX-License-Identifier: MIT
#include "launcher/window/sentence_label.h"

#include <algorithm>
#include <utility>

namespace zoetrope::launcher {
namespace {

constexpr int kLeastWidth = 160;
constexpr int kMostLines = 2;

}  // namespace

SentenceLabel::SentenceLabel(wxWindow* parent)
    : wxStaticText(parent, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE | wxST_ELLIPSIZE_END) {
  Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    if (event.GetSize().x != wrappedAt_) wrap();
    event.Skip();
  });
  SetMinSize(wxSize(FromDIP(kLeastWidth), GetCharHeight()));
}

wxSize SentenceLabel::room() const { return {0, kMostLines * GetCharHeight()}; }

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
  const int lines = std::min(1 + GetLabelText().Freq('\n'), kMostLines);
  if (std::exchange(lines_, lines) == lines) return;
  // Its width stays, so that this does not come back here.
  SetMinSize(wxSize(GetMinWidth(), lines * GetCharHeight()));
  GetParent()->Layout();
}

}  // namespace zoetrope::launcher
