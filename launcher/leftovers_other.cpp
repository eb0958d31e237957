// SPDX-License-Identifier: MIT
// Systems without /proc: none known.
#include "launcher/leftovers.h"

namespace zoetrope::launcher {

std::vector<Leftover> findLeftovers(const std::filesystem::path&) { return {}; }

bool isAlive(const Leftover&) { return false; }

bool endLeftover(const Leftover&, EndHow) { return false; }

}  // namespace zoetrope::launcher
