// SPDX-License-Identifier: MIT
// Setup, Play, Pause, Teardown in one row; only what is legal now can be pressed.
// Thread: the window's.
#pragma once

#include "rtsp_client/engine_control.h"
#include "widgets/icons.h"

#include <wx/panel.h>

#include <array>
#include <functional>

class wxButton;

namespace zoetrope::client {

enum class Press { Setup, Play, Pause, Teardown };
inline constexpr std::array kPresses{Press::Setup, Press::Play, Press::Pause, Press::Teardown};
const char* name(Press press);

class ControlButtons : public wxPanel {
 public:
  using PressHandler = std::function<void(Press)>;
  ControlButtons(wxWindow* parent, PressHandler onPress);

  // True when the button that had the keyboard (by Tab or by a click) can no longer be pressed.
  bool show(const EngineStatus& status);
  bool isEnabled(Press press) const;
  wxButton& button(Press press) { return *buttons_[static_cast<std::size_t>(press)]; }
  // Icons anew, after the theme has changed.
  void restyle();

 private:
  PressHandler onPress_;
  const wxButton* pressedLast_ = nullptr;
  std::array<wxButton*, kPresses.size()> buttons_{};
};

}  // namespace zoetrope::client
