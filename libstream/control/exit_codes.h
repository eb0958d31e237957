// SPDX-License-Identifier: MIT
// What the programs' exit codes mean: the same numbers for server and client, one sentence each.
// Thread: values.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace zoetrope::control {

enum class ExitCode : int {
  Ok = 0,
  Failure = 1,
  Usage = 2,
  CannotConnect = 3,
  NotFound = 4,
  Refused = 5,
  Stalled = 6,
  PortUnavailable = 7,
  NoDisplay = 8,
  CannotWrite = 9,
};

struct ExitCodeEntry {
  ExitCode code;
  std::string_view name;  // as in a status line
  std::string_view meaning;
};

std::span<const ExitCodeEntry> exitCodes();
std::string_view describe(ExitCode code);
// The rows for --help, of the codes given: "  0  …\n".
std::string exitCodeTable(std::span<const ExitCode> codes);

}  // namespace zoetrope::control
