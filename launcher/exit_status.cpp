// SPDX-License-Identifier: MIT
#include "launcher/exit_status.h"

#include "libstream/control/exit_codes.h"

#include <csignal>
#include <cstdio>
#include <string_view>

namespace zoetrope::launcher {
namespace {

struct NumberName {
  long long number;
  std::string_view name;
};

constexpr NumberName kSignals[] = {
    {SIGABRT, "it gave up by itself"},
    {SIGFPE, "arithmetic error"},
    {SIGILL, "illegal instruction"},
    {SIGINT, "interrupted"},
    {SIGSEGV, "segmentation fault"},
    {SIGTERM, "asked to end"},
#ifndef _WIN32
    {SIGALRM, "alarm"},
    {SIGBUS, "bus error"},
    {SIGHUP, "hangup"},
    {SIGKILL, "killed"},
    {SIGPIPE, "broken pipe"},
    {SIGQUIT, "quit"},
    {SIGSYS, "forbidden system call"},
    {SIGTRAP, "trap"},
    {SIGUSR1, "user signal 1"},
    {SIGUSR2, "user signal 2"},
    {SIGXCPU, "processor time limit"},
    {SIGXFSZ, "file size limit"},
#endif
};

constexpr NumberName kExceptions[] = {
    {0x80000003LL, "breakpoint"},       {0xC0000005LL, "access violation"}, {0xC000001DLL, "illegal instruction"},
    {0xC0000094LL, "division by zero"}, {0xC00000FDLL, "stack overflow"},   {0xC0000135LL, "a DLL was not found"},
    {0xC000013ALL, "interrupted"},      {0xC0000374LL, "heap corruption"},  {0xC0000409LL, "stack buffer overrun"},
};

template <std::size_t kCount>
std::string named(const NumberName (&names)[kCount], long long number) {
  for (const NumberName& entry : names)
    if (entry.number == number) return " (" + std::string(entry.name) + ")";
  return {};
}

std::string describeCode(long long number) {
  if (number == 0) return "ended by itself";
  const std::string words = "ended with code " + std::to_string(number);
  for (const control::ExitCodeEntry& entry : control::exitCodes())
    if (static_cast<int>(entry.code) == number) return words + " (" + std::string(entry.meaning) + ")";
  return words;
}

}  // namespace

std::string describe(const ExitStatus& exit) {
  switch (exit.kind) {
    case ExitStatus::Kind::Code:
      return describeCode(exit.number);
    case ExitStatus::Kind::Signal:
      return "stopped by signal " + std::to_string(exit.number) + named(kSignals, exit.number);
    case ExitStatus::Kind::Exception: {
      char hex[24];
      std::snprintf(hex, sizeof hex, "0x%08llX", static_cast<unsigned long long>(exit.number));
      return "stopped by exception " + std::string(hex) + named(kExceptions, exit.number);
    }
    case ExitStatus::Kind::Unknown:
      break;
  }
  return "ended, and the system does not say how";
}

}  // namespace zoetrope::launcher
