// SPDX-License-Identifier: MIT
#include "libstream/movie/mapped_file.h"

#include <cerrno>
#include <limits>
#include <sys/mman.h>
#include <system_error>

namespace zoetrope::movie {

Result<MappedFile> MappedFile::map(const FileReader& file) {
  MappedFile mapped;
  if (file.size() == 0) return mapped;
  if (file.size() > std::numeric_limits<std::size_t>::max()) return Error{"the file is too large to be mapped"};
  const auto size = static_cast<std::size_t>(file.size());
  void* const data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, static_cast<int>(file.nativeHandle()), 0);
  if (data == MAP_FAILED) return Error{"cannot map the file: " + std::generic_category().message(errno)};
  mapped.data_ = static_cast<const std::uint8_t*>(data);
  mapped.size_ = size;
  return mapped;
}

void MappedFile::unmap() noexcept {
  if (data_) ::munmap(const_cast<std::uint8_t*>(data_), size_);
  data_ = nullptr;
}

}  // namespace zoetrope::movie
