// SPDX-License-Identifier: MIT
#include "libstream/net/descriptor_write.h"

#include <cerrno>
#include <unistd.h>

namespace zoetrope::net {

void writeAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno != EINTR) return;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace zoetrope::net
