// SPDX-License-Identifier: MIT
// The windows' icons, drawn in the colour of its text so that they follow light and dark.
// Thread: the window's.
#pragma once

#include <wx/bmpbndl.h>

namespace zoetrope::widgets {

enum class Icon {
  Setup,
  Play,
  Pause,
  Teardown,
  FullScreen,
  Conversation,
  Network,
  Close,
  Info,
  Warning,
  Error,
  Copy,
  Zoetrope
};

// Square, `size` in the units of FromDIP.
wxBitmapBundle icon(Icon which, int size, const wxColour& colour);

}  // namespace zoetrope::widgets
