// SPDX-License-Identifier: MIT
// windows.h without its macros and extras, handles that are closed when their owner goes, and its UTF-16.
// Thread: one at a time.
#pragma once

#ifndef NOMINMAX
#define NOMINMAX
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <windows.h>

namespace zoetrope::launcher {

class Handle {
 public:
  Handle() = default;
  explicit Handle(HANDLE handle) : handle_(handle == INVALID_HANDLE_VALUE ? nullptr : handle) {}
  ~Handle() { close(); }
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }

  bool open() const { return handle_ != nullptr; }
  HANDLE get() const { return handle_; }
  void close() {
    if (open()) ::CloseHandle(std::exchange(handle_, nullptr));
  }

 private:
  HANDLE handle_ = nullptr;
};

inline std::wstring wide(std::string_view utf8) {
  const int size = static_cast<int>(utf8.size());
  std::wstring text(static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, nullptr, 0)), L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, text.data(), static_cast<int>(text.size()));
  return text;
}

// Why something failed, without the full stop and line end that Windows adds.
inline std::string systemMessage(DWORD error) {
  std::string text = std::system_category().message(static_cast<int>(error));
  while (!text.empty() && std::string_view(".\r\n ").find(text.back()) != std::string_view::npos) text.pop_back();
  return text;
}

}  // namespace zoetrope::launcher
