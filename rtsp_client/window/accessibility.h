// SPDX-License-Identifier: MIT
// Names for screen readers. wxWindow::SetName reaches none on GTK, so each platform does it its own way.
// Thread: the window's.
#pragma once

#include <wx/window.h>

namespace zoetrope::client {

enum class AccessibleRole { Same, Label, Slider, ProgressBar, Picture, Alert };

void setAccessibleName(wxWindow& window, const wxString& name, AccessibleRole role = AccessibleRole::Same);

}  // namespace zoetrope::client
