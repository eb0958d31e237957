// SPDX-License-Identifier: MIT
// Names for screen readers (wxWindow::SetName reaches none on GTK), and who gets the keyboard: each platform's own way.
// Thread: the window's.
#pragma once

#include <wx/window.h>

namespace zoetrope::widgets {

enum class AccessibleRole { Same, Label, Slider, ProgressBar, Picture, Alert };

void setAccessibleName(wxWindow& window, const wxString& name, AccessibleRole role = AccessibleRole::Same);

// A click on the button presses it and leaves the keyboard where it was, so that Space goes on meaning what it meant.
void leaveKeyboardOnClick(wxWindow& button);

}  // namespace zoetrope::widgets
