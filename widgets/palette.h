// SPDX-License-Identifier: MIT
// The window's few own colours, fit for colour-blind eyes, and those it takes from the system.
// Thread: the window's.
#pragma once

#include <wx/colour.h>

namespace zoetrope::widgets {

// A word or a shape always goes with these: they never stand alone for a state.
extern const wxColour kGoodColour;
extern const wxColour kFillingColour;
extern const wxColour kWarningColour;
extern const wxColour kLostColour;

bool isDarkTheme();
// `amount` of `front` over `back`, 0 to 1.
wxColour mixed(const wxColour& front, const wxColour& back, double amount);
// Behind a bar, visible on the window in either theme.
wxColour trackColour();
wxColour windowColour();
wxColour textColour();
// Text that stands back; still readable on the window.
wxColour quietTextColour();

}  // namespace zoetrope::widgets
