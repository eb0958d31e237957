// SPDX-License-Identifier: MIT
#include "rtsp_client/window/control_buttons.h"

#include "widgets/accessibility.h"
#include "widgets/palette.h"

#include <wx/button.h>
#include <wx/sizer.h>

#include <algorithm>

namespace zoetrope::client {
namespace {

constexpr int kIconSize = 16;

struct Look {
  const char* name;
  const char* label;
  const char* toolTip;
  widgets::Icon icon;
};

const Look& lookOf(Press press) {
  static constexpr Look kLooks[] = {
      {"setup", "&Setup", "Open the session and fill the cache", widgets::Icon::Setup},
      {"play", "&Play", "Play from the cache (Space)", widgets::Icon::Play},
      {"pause", "Pa&use", "Freeze the picture and keep the cache (Space)", widgets::Icon::Pause},
      {"teardown", "&Teardown", "End the session and empty the cache", widgets::Icon::Teardown},
  };
  return kLooks[static_cast<std::size_t>(press)];
}

bool isLegal(Press press, const EngineStatus& status) {
  switch (press) {
    case Press::Setup:
      return status.canSetup;
    case Press::Play:
      return status.canPlay;
    case Press::Pause:
      return status.canPause;
    case Press::Teardown:
      return status.canTeardown;
  }
  return false;
}

}  // namespace

const char* name(Press press) { return lookOf(press).name; }

ControlButtons::ControlButtons(wxWindow* parent, PressHandler onPress)
    : wxPanel(parent, wxID_ANY), onPress_(std::move(onPress)) {
  auto* const row = new wxBoxSizer(wxHORIZONTAL);
  wxSize largest;
  for (const Press press : kPresses) {
    const Look& look = lookOf(press);
    auto* const made = new wxButton(this, wxID_ANY, look.label);
    made->SetBitmap(widgets::icon(look.icon, kIconSize, widgets::textColour()));
    made->SetBitmapMargins(FromDIP(4), 0);
    made->SetToolTip(look.toolTip);
    widgets::leaveKeyboardOnClick(*made);
    made->Disable();
    made->Bind(wxEVT_BUTTON, [this, press](wxCommandEvent&) {
      pressedLast_ = &button(press);
      onPress_(press);
    });
    buttons_[static_cast<std::size_t>(press)] = made;
    largest.IncTo(made->GetBestSize());
  }
  for (wxButton* const each : buttons_) {
    each->SetMinSize(largest);
    row->Add(each, wxSizerFlags().Border(each == buttons_.front() ? 0 : wxLEFT, FromDIP(8)));
  }
  SetSizer(row);
}

bool ControlButtons::isEnabled(Press press) const { return buttons_[static_cast<std::size_t>(press)]->IsEnabled(); }

bool ControlButtons::show(const EngineStatus& status) {
  bool lostKeyboard = false;
  for (const Press press : kPresses) {
    const bool legal = isLegal(press, status);
    if (isEnabled(press) == legal) continue;
    wxButton& changed = button(press);
    if (!legal && (changed.HasFocus() || &changed == pressedLast_)) lostKeyboard = true;
    changed.Enable(legal);
  }
  if (lostKeyboard) pressedLast_ = nullptr;
  return lostKeyboard;
}

void ControlButtons::restyle() {
  for (const Press press : kPresses)
    button(press).SetBitmap(widgets::icon(lookOf(press).icon, kIconSize, widgets::textColour()));
}

}  // namespace zoetrope::client
