// SPDX-License-Identifier: MIT
// Where a path really leads: all links and junctions followed, as the system itself follows them when it opens the
// file. Thread: any. Fails: the error tells why, as for a path that leads nowhere; the path is empty then.
#pragma once

#include <filesystem>
#include <system_error>

namespace zoetrope::movie {

std::filesystem::path realPath(const std::filesystem::path& path, std::error_code& error);

}  // namespace zoetrope::movie
