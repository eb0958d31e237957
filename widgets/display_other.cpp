// SPDX-License-Identifier: MIT
#include "widgets/display.h"

namespace zoetrope::widgets {

bool hasDisplay() { return true; }

}  // namespace zoetrope::widgets
