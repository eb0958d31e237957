// SPDX-License-Identifier: MIT
#include "widgets/display.h"

#include <gdk/gdk.h>

namespace zoetrope::widgets {

// Not gtk_init_check: wx has settings to make before GTK is initialised.
bool hasDisplay() { return gdk_display_open(nullptr) != nullptr; }

}  // namespace zoetrope::widgets
