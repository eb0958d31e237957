// SPDX-License-Identifier: MIT
// Letters for Alt where wx leaves them out: each platform's own way.
// Thread: the window's.
#pragma once

#include <wx/bookctrl.h>
#include <wx/window.h>

#include <vector>

namespace zoetrope::widgets {

// Alt and the letter behind the & opens the page. macOS has no such letters.
void setTabLetters(wxBookCtrlBase& book, const std::vector<wxString>& titles);

// What the letter of a label before `field` opens is the part of it that takes the keyboard.
void passLetterOn(wxWindow& field, wxWindow& part);

}  // namespace zoetrope::widgets
