// SPDX-License-Identifier: MIT
#include "rtsp_client/window/accessibility.h"

namespace zoetrope::client {

void setAccessibleName(wxWindow& window, const wxString& name, AccessibleRole /*role*/) { window.SetName(name); }

void leaveKeyboardOnClick(wxWindow& /*button*/) {}

}  // namespace zoetrope::client
