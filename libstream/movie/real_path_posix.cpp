// SPDX-License-Identifier: MIT
#include "libstream/movie/real_path.h"

namespace zoetrope::movie {

std::filesystem::path realPath(const std::filesystem::path& path, std::error_code& error) {
  return std::filesystem::canonical(path, error);
}

}  // namespace zoetrope::movie
