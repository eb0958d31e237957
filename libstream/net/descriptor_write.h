// SPDX-License-Identifier: MIT
// Bytes into one of the C library's descriptors, stdout and stderr among them. Private to net/.
// Thread: any; waits while a pipe is full.
#pragma once

#include <string_view>

namespace zoetrope::net {

// Not through stdio: its lock would be held while a pipe is full, and exit() may want it. What cannot be written is
// lost.
void writeAll(int descriptor, std::string_view text);

}  // namespace zoetrope::net
