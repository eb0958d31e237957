// SPDX-License-Identifier: MIT
// How a process ended, and how that is said.
// Thread: values.
#pragma once

#include <string>

namespace zoetrope::launcher {

struct ExitStatus {
  enum class Kind {
    Code,       // it ended by itself; number is its exit code
    Signal,     // POSIX: number is the signal
    Exception,  // Windows: number is the NTSTATUS (0xC0000005, …)
    Unknown,    // it is gone, and the system does not say how
  };
  Kind kind = Kind::Unknown;
  long long number = 0;

  static ExitStatus code(long long number) { return {Kind::Code, number}; }
  static ExitStatus signal(long long number) { return {Kind::Signal, number}; }
  bool isCode(long long wanted) const { return kind == Kind::Code && number == wanted; }
  friend bool operator==(const ExitStatus&, const ExitStatus&) = default;
};

// The beginning of a sentence: "stopped by signal 11 (segmentation fault)", "ended with code 7 (a port is taken, or
// needs more rights)", "ended by itself".
std::string describe(const ExitStatus& exit);

}  // namespace zoetrope::launcher
