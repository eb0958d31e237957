// SPDX-License-Identifier: MIT
#include "launcher/argv_text.h"

#include <algorithm>

namespace zoetrope::launcher {
namespace {

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool isAlphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// What no shell acts upon, wherever it stands in a word. '~' and '=' are not among them: "~x" and "a=b" mean something
// at a word's beginning.
bool isPlainForPosix(char c) {
  return isAlphanumeric(c) || std::string_view("_-./:@%+,").find(c) != std::string_view::npos;
}

bool isPlainForWindows(char c) {
  return !isControl(c) && std::string_view(" \"&|<>^()%!;,=`'").find(c) == std::string_view::npos;
}

std::string hexByte(char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  return {kDigits[byte >> 4], kDigits[byte & 15]};
}

// $'…': the only form that writes a newline without holding one.
std::string ansiQuoted(std::string_view argument) {
  std::string quoted = "$'";
  for (const char c : argument) {
    if (c == '\n')
      quoted += "\\n";
    else if (c == '\t')
      quoted += "\\t";
    else if (isControl(c))
      quoted += "\\x" + hexByte(c) + "'$'";  // the quote ends the number: what follows may be a hex digit
    else if (c == '\'' || c == '\\')
      quoted += {'\\', c};
    else
      quoted += c;
  }
  return quoted + "'";
}

template <class Quote>
std::string joined(std::span<const std::string> argv, Quote quote) {
  std::string line;
  for (const std::string& argument : argv) {
    if (!line.empty()) line += ' ';
    line += quote(argument);
  }
  return line;
}

}  // namespace

std::string posixQuoted(std::string_view argument) {
  if (!argument.empty() && std::all_of(argument.begin(), argument.end(), isPlainForPosix)) return std::string(argument);
  if (std::any_of(argument.begin(), argument.end(), isControl)) return ansiQuoted(argument);
  std::string quoted = "'";
  for (const char c : argument) {
    if (c == '\'')
      quoted += "'\\''";
    else
      quoted += c;
  }
  return quoted + "'";
}

std::string windowsQuoted(std::string_view argument) {
  if (!argument.empty() && std::all_of(argument.begin(), argument.end(), isPlainForWindows))
    return std::string(argument);
  // Backslashes count only in front of a quote: there each is written twice.
  std::string quoted = "\"";
  std::size_t backslashes = 0;
  for (const char c : argument) {
    if (c == '\\') {
      ++backslashes;
      continue;
    }
    quoted.append(c == '"' ? 2 * backslashes + 1 : backslashes, '\\');
    backslashes = 0;
    quoted += c;
  }
  quoted.append(2 * backslashes, '\\');
  return quoted + "\"";
}

std::string posixCommandLine(std::span<const std::string> argv) { return joined(argv, posixQuoted); }

std::string windowsCommandLine(std::span<const std::string> argv) { return joined(argv, windowsQuoted); }

std::string commandLine(std::span<const std::string> argv) {
#ifdef _WIN32
  return windowsCommandLine(argv);
#else
  return posixCommandLine(argv);
#endif
}

}  // namespace zoetrope::launcher
