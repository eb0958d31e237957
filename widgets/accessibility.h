// SPDX-License-Identifier: MIT
// Names for screen readers (wxWindow::SetName reaches none on GTK), and who gets the keyboard: each platform's own way.
// Thread: the window's.
#pragma once

#include <wx/bookctrl.h>
#include <wx/window.h>

#include <vector>

namespace zoetrope::widgets {

enum class AccessibleRole { Same, Label, Slider, ProgressBar, Picture, Alert };

void setAccessibleName(wxWindow& window, const wxString& name, AccessibleRole role = AccessibleRole::Same);

// Alt and the letter behind the & opens the page. wx leaves these letters out of its tabs.
void setTabLetters(wxBookCtrlBase& book, const std::vector<wxString>& titles);

// What the letter of a label before `field` opens is the part of it that takes the keyboard.
void passLetterOn(wxWindow& field, wxWindow& part);

// A click on the button presses it and leaves the keyboard where it was, so that Space goes on meaning what it meant.
void leaveKeyboardOnClick(wxWindow& button);

}  // namespace zoetrope::widgets
