// SPDX-License-Identifier: MIT
#include "libstream/base/program_start.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <io.h>
#include <string_view>
#include <windows.h>

// Of the C library, for programs whose main() gets bytes; the shell's own (CommandLineToArgvW) would bring user32 with
// it, and a console program that has user32 is not told when Windows ends the session.
extern "C" int __cdecl __wgetmainargs(int* count, wchar_t*** arguments, wchar_t*** environment, int wildcards,
                                      int* newMode);

namespace zoetrope {
namespace {

UINT codePageBefore = 0;

std::string utf8(std::wstring_view text) {
  const int size = static_cast<int>(text.size());
  std::string found(
      static_cast<std::size_t>(::WideCharToMultiByte(CP_UTF8, 0, text.data(), size, nullptr, 0, nullptr, nullptr)),
      '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, text.data(), size, found.data(), static_cast<int>(found.size()), nullptr, nullptr);
  return found;
}

// A window program has no console of its own: what it says goes to the one that it was typed in, if to any.
void borrowConsole() {
  if (::GetStdHandle(STD_OUTPUT_HANDLE) != nullptr || !::AttachConsole(ATTACH_PARENT_PROCESS)) return;
  static_cast<void>(std::freopen("CONOUT$", "w", stdout));
  static_cast<void>(std::freopen("CONOUT$", "w", stderr));
}

void showUtf8() {
  codePageBefore = ::GetConsoleOutputCP();
  if (codePageBefore == 0 || codePageBefore == CP_UTF8) return;
  ::SetConsoleOutputCP(CP_UTF8);
  std::atexit([] { ::SetConsoleOutputCP(codePageBefore); });
}

}  // namespace

std::vector<std::string> startProgram(int, char**) {
  borrowConsole();
  showUtf8();
  // Status lines and JSON are the same bytes everywhere; a console needs no carriage returns.
  for (std::FILE* const stream : {stdout, stderr}) ::_setmode(::_fileno(stream), _O_BINARY);
  std::vector<std::string> arguments;
  int count = 0;
  int newMode = 0;
  wchar_t** all = nullptr;
  wchar_t** environment = nullptr;
  ::__wgetmainargs(&count, &all, &environment, 0, &newMode);
  for (int i = 1; i < count; ++i) arguments.push_back(utf8(all[i]));
  return arguments;
}

}  // namespace zoetrope
