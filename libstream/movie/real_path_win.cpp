// SPDX-License-Identifier: MIT
// The C++ library here knows neither junctions nor symbolic links (GCC 12): the system is asked for the open file's
// name.
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include "libstream/movie/real_path.h"

#include <string>
#include <windows.h>

namespace zoetrope::movie {
namespace {

constexpr std::wstring_view kLong = L"\\\\?\\";
constexpr std::wstring_view kLongShare = L"\\\\?\\UNC\\";
constexpr DWORD kEnough = 32 * 1024;  // no path is longer

// As people write it: C:\… and \\server\…
std::wstring usual(std::wstring_view name) {
  if (name.starts_with(kLongShare)) return L"\\\\" + std::wstring(name.substr(kLongShare.size()));
  if (name.starts_with(kLong)) name.remove_prefix(kLong.size());
  return std::wstring(name);
}

}  // namespace

std::filesystem::path realPath(const std::filesystem::path& path, std::error_code& error) {
  error.clear();
  const auto failed = [&error] {
    error.assign(static_cast<int>(GetLastError()), std::system_category());
    return std::filesystem::path();
  };
  // Its name is all that is wanted; folders, too.
  const HANDLE handle = CreateFileW(path.c_str(), 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
  if (handle == INVALID_HANDLE_VALUE) return failed();
  std::wstring name(kEnough, L'\0');
  const DWORD size = GetFinalPathNameByHandleW(handle, name.data(), kEnough, FILE_NAME_NORMALIZED | VOLUME_NAME_DOS);
  if (size == 0 || size >= kEnough) {
    failed();
    CloseHandle(handle);
    if (!error) error = std::make_error_code(std::errc::filename_too_long);
    return {};
  }
  CloseHandle(handle);
  name.resize(size);
  return usual(name);
}

}  // namespace zoetrope::movie
