// SPDX-License-Identifier: MIT
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include "libstream/base/path_text.h"
#include "libstream/movie/file_reader.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <windows.h>

namespace zoetrope::movie {
namespace {

HANDLE handleOf(std::intptr_t handle) { return reinterpret_cast<HANDLE>(handle); }

Error systemError(const std::string& what) {
  return Error{what + ": " + std::system_category().message(static_cast<int>(GetLastError()))};
}

std::uint64_t join(DWORD high, DWORD low) { return static_cast<std::uint64_t>(high) << 32 | low; }

FileIdentity identityOf(const BY_HANDLE_FILE_INFORMATION& info) {
  return {join(info.nFileSizeHigh, info.nFileSizeLow),
          static_cast<std::int64_t>(join(info.ftLastWriteTime.dwHighDateTime, info.ftLastWriteTime.dwLowDateTime)),
          info.dwVolumeSerialNumber, join(info.nFileIndexHigh, info.nFileIndexLow)};
}

}  // namespace

Result<FileReader> FileReader::open(const std::filesystem::path& path) {
  // Asked first: opening a pipe or a device would already be talking to it.
  const DWORD attributes = GetFileAttributesW(path.c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) return systemError("cannot open " + utf8Of(path));
  if (attributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_DEVICE))
    return Error{utf8Of(path) + " is a folder or a device, not a regular file"};
  const HANDLE handle = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                    nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (handle == INVALID_HANDLE_VALUE) return systemError("cannot open " + utf8Of(path));
  FileReader reader(reinterpret_cast<std::intptr_t>(handle));
  if (GetFileType(handle) != FILE_TYPE_DISK) return Error{utf8Of(path) + " is a pipe or a device, not a regular file"};
  const auto identity = reader.currentIdentity();
  if (!identity) return identity.error();
  reader.identity_ = *identity;
  return reader;
}

void FileReader::close() noexcept {
  if (handle_ != kNoHandle) CloseHandle(handleOf(handle_));
  handle_ = kNoHandle;
}

Result<std::size_t> FileReader::readAt(std::uint64_t offset, std::span<std::uint8_t> into) const {
  constexpr std::size_t kMaxRead = 1U << 30;
  std::size_t filled = 0;
  while (filled < into.size()) {
    const std::uint64_t at = offset + filled;
    // The offset travels with the request, so that threads may share the handle.
    OVERLAPPED position{};
    position.Offset = static_cast<DWORD>(at);
    position.OffsetHigh = static_cast<DWORD>(at >> 32);
    DWORD got = 0;
    const DWORD wanted = static_cast<DWORD>(std::min(into.size() - filled, kMaxRead));
    if (!ReadFile(handleOf(handle_), into.data() + filled, wanted, &got, &position)) {
      if (GetLastError() == ERROR_HANDLE_EOF) break;
      return systemError("cannot read at offset " + std::to_string(at));
    }
    if (got == 0) break;
    filled += got;
  }
  return filled;
}

Result<FileIdentity> FileReader::currentIdentity() const {
  BY_HANDLE_FILE_INFORMATION info{};
  if (!GetFileInformationByHandle(handleOf(handle_), &info)) return systemError("cannot examine the file");
  return identityOf(info);
}

}  // namespace zoetrope::movie
