// SPDX-License-Identifier: MIT
#include "widgets/accessibility.h"

namespace zoetrope::widgets {

void setAccessibleName(wxWindow& window, const wxString& name, AccessibleRole /*role*/) { window.SetName(name); }

void leaveKeyboardOnClick(wxWindow& /*button*/) {}

}  // namespace zoetrope::widgets
