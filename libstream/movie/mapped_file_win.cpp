// SPDX-License-Identifier: MIT
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include "libstream/movie/mapped_file.h"

#include <limits>
#include <string>
#include <system_error>
#include <windows.h>

namespace zoetrope::movie {
namespace {

Error systemError() {
  return Error{"cannot map the file: " + std::system_category().message(static_cast<int>(GetLastError()))};
}

}  // namespace

Result<MappedFile> MappedFile::map(const FileReader& file) {
  MappedFile mapped;
  if (file.size() == 0) return mapped;
  if (file.size() > std::numeric_limits<std::size_t>::max()) return Error{"the file is too large to be mapped"};
  const HANDLE handle = reinterpret_cast<HANDLE>(file.nativeHandle());
  const HANDLE section = CreateFileMappingW(handle, nullptr, PAGE_READONLY, static_cast<DWORD>(file.size() >> 32),
                                            static_cast<DWORD>(file.size()), nullptr);
  if (!section) return systemError();
  void* const data = MapViewOfFile(section, FILE_MAP_READ, 0, 0, static_cast<std::size_t>(file.size()));
  const DWORD reason = GetLastError();
  CloseHandle(section);  // the view keeps it alive
  SetLastError(reason);
  if (!data) return systemError();
  mapped.data_ = static_cast<const std::uint8_t*>(data);
  mapped.size_ = static_cast<std::size_t>(file.size());
  return mapped;
}

void MappedFile::unmap() noexcept {
  if (data_) UnmapViewOfFile(data_);
  data_ = nullptr;
}

}  // namespace zoetrope::movie
