// SPDX-License-Identifier: MIT
// By the system's own handle: the C library would hold the descriptor's lock meanwhile, and make two bytes of a line
// end.
#include "libstream/net/descriptor_write.h"

#include <algorithm>
#include <io.h>
#include <windows.h>

namespace zoetrope::net {

namespace {

// A console takes no more at once.
constexpr std::size_t kMostAtOnce = 16 * 1024;

}  // namespace

void writeAll(int descriptor, std::string_view text) {
  const auto handle = reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor));
  while (!text.empty()) {
    DWORD count = 0;
    const auto size = static_cast<DWORD>((std::min)(text.size(), kMostAtOnce));
    if (!::WriteFile(handle, text.data(), size, &count, nullptr) || count == 0) return;
    text.remove_prefix(count);
  }
}

}  // namespace zoetrope::net
