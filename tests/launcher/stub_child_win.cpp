// SPDX-License-Identifier: MIT
// As stub_child.cpp, on Windows: stub_child MODE [ARGUMENT]. It ends by itself after a time, whatever happens to the
// test.
//   ready            says that it listens, ends with 0 when its stdin closes
//   exit N           ends at once with that code
//   crash            says that it listens and falls over a null pointer
//   flood            writes lines to both streams without end
//   long-line        one line of 1 MB, then as ready
//   ignore           ready, but stdin's end does not end it
//   end-as-crash     says that it listens and ends with the code of a crash, which is quicker than to have one
//   dump NAME…       its arguments and that environment variable; ends with 0
#include "libstream/base/program_start.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <windows.h>

namespace {

constexpr std::chrono::seconds kLifetime(120);

void writeTo(DWORD stream, const std::string& line) {
  const std::string whole = line + "\n";
  DWORD count = 0;
  if (!::WriteFile(::GetStdHandle(stream), whole.data(), static_cast<DWORD>(whole.size()), &count, nullptr))
    ::ExitProcess(1);
}
void say(const std::string& line) { writeTo(STD_OUTPUT_HANDLE, line); }

void sayListening() {
  say(R"({"v":1,"type":"listening","addresses":["127.0.0.1:40123"],"movies":[]})");
  writeTo(STD_ERROR_HANDLE, "stub: ready");
}

void untilInputCloses() {
  char byte = 0;
  DWORD count = 0;
  while (::ReadFile(::GetStdHandle(STD_INPUT_HANDLE), &byte, 1, &count, nullptr) && count > 0) {
  }
}

[[noreturn]] void forEver() {
  while (true) ::Sleep(INFINITE);
}

[[noreturn]] void fall() {
  ::SetErrorMode(SEM_NOGPFAULTERRORBOX);
  ::RaiseException(STATUS_ACCESS_VIOLATION, EXCEPTION_NONCONTINUABLE, 0, nullptr);
  std::abort();
}

[[noreturn]] void flood() {
  sayListening();
  const std::string line(100, 'f');
  while (true)
    for (const DWORD stream : {STD_OUTPUT_HANDLE, STD_ERROR_HANDLE}) writeTo(stream, line);
}

int dump(const std::vector<std::string>& arguments) {
  for (std::size_t i = 1; i < arguments.size(); ++i) say("argument " + arguments[i]);
  const char* value = arguments.size() > 1 ? std::getenv(arguments[1].c_str()) : nullptr;
  say(std::string("variable ") + (value ? value : "(none)"));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::thread([] {
    std::this_thread::sleep_for(kLifetime);
    ::ExitProcess(1);
  }).detach();
  const std::vector<std::string> arguments = zoetrope::startProgram(argc, argv);
  const std::string mode = arguments.empty() ? "" : arguments[0];
  if (mode == "exit") return std::atoi(arguments.at(1).c_str());
  if (mode == "flood") flood();
  if (mode == "dump") return dump(arguments);
  if (mode == "long-line") say(std::string(1 << 20, 'l'));
  sayListening();
  if (mode == "crash") fall();
  if (mode == "ignore") forEver();
  if (mode == "end-as-crash") ::ExitProcess(STATUS_ACCESS_VIOLATION);
  untilInputCloses();
  return 0;
}
