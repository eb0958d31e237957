// SPDX-License-Identifier: MIT
// A folder of a test's own under the system's temporary one, removed with all that is in it.
// Thread: any; each object has its own folder.
#pragma once

#include "libstream/base/bytes.h"

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>

namespace zoetrope::test {

class TempFolder {
 public:
  TempFolder() {
    std::random_device random;
    do {
      path_ = std::filesystem::temp_directory_path() / ("zoetrope-test-" + std::to_string(random()));
    } while (!std::filesystem::create_directory(path_));
    path_ = std::filesystem::canonical(path_);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // Folders in `name` are made as needed; `name` is UTF-8.
  std::filesystem::path write(std::string_view name, Bytes content) const {
    const std::filesystem::path file = path_ / std::filesystem::path(std::u8string(name.begin(), name.end()));
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    return file;
  }
  std::filesystem::path write(std::string_view name, std::string_view content) const {
    return write(name, asBytes(content));
  }

 private:
  std::filesystem::path path_;
};

}  // namespace zoetrope::test
