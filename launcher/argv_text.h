// SPDX-License-Identifier: MIT
// A program's arguments as the one line that a person can paste into a shell, and that Windows wants for a new process.
// Thread: pure functions.
// Fails: never; an empty list gives an empty line.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace zoetrope::launcher {

// One word for sh, bash, zsh: as it is when it needs nothing, otherwise in single quotes; control characters make it
// $'…', so that a pasted line never holds a newline or an escape sequence.
std::string posixQuoted(std::string_view argument);
// One word as CommandLineToArgvW and the C run-time take it apart again. What cmd.exe would act upon (& | < > ^ and so
// on) is put between quotes too; %NAME% is expanded by cmd.exe whatever one does.
std::string windowsQuoted(std::string_view argument);

std::string posixCommandLine(std::span<const std::string> argv);
std::string windowsCommandLine(std::span<const std::string> argv);
// For the shell of this system.
std::string commandLine(std::span<const std::string> argv);

}  // namespace zoetrope::launcher
