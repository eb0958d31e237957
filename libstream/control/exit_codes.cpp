// SPDX-License-Identifier: MIT
#include "libstream/control/exit_codes.h"

#include <array>

namespace zoetrope::control {
namespace {

constexpr std::array kExitCodes{
    ExitCodeEntry{ExitCode::Ok, "ok", "ended as it should: played to the end, for the duration, or until told to stop"},
    ExitCodeEntry{ExitCode::Failure, "failure", "something failed that has no code of its own; the message says what"},
    ExitCodeEntry{ExitCode::Usage, "usage", "the command line was not understood"},
    ExitCodeEntry{ExitCode::CannotConnect, "cannot_connect", "no connection to the server, or it was lost"},
    ExitCodeEntry{ExitCode::NotFound, "not_found", "there is no such movie or movie folder"},
    ExitCodeEntry{ExitCode::Refused, "refused", "the other side refused or did not answer as the protocol says"},
    ExitCodeEntry{ExitCode::Stalled, "stalled", "connected, but no pictures came"},
    ExitCodeEntry{ExitCode::PortUnavailable, "port_unavailable", "a port is taken, or needs more rights"},
    ExitCodeEntry{ExitCode::NoDisplay, "no_display", "there is no display to open a window on"},
    ExitCodeEntry{ExitCode::CannotWrite, "cannot_write", "a file could not be written"},
};

}  // namespace

std::span<const ExitCodeEntry> exitCodes() { return kExitCodes; }

std::string_view describe(ExitCode code) {
  for (const ExitCodeEntry& entry : kExitCodes)
    if (entry.code == code) return entry.meaning;
  return "not one of ours";
}

std::string exitCodeTable(std::span<const ExitCode> codes) {
  std::string table;
  for (const ExitCode code : codes) {
    const std::string number = std::to_string(static_cast<int>(code));
    table += std::string(number.size() < 3 ? 3 - number.size() : 0, ' ') + number + "  " + std::string(describe(code)) +
             "\n";
  }
  return table;
}

}  // namespace zoetrope::control
