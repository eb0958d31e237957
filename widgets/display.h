// SPDX-License-Identifier: MIT
// Whether there is a display that a window could be opened on; to be asked before wx starts, which ends the program
// where there is none.
// Thread: the main thread.
#pragma once

namespace zoetrope::widgets {

bool hasDisplay();

}  // namespace zoetrope::widgets
