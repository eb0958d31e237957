// SPDX-License-Identifier: MIT
// Small text operations that protocols and messages share. ASCII only: the locale never changes a protocol.
// Thread: pure functions.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope {

std::string_view trim(std::string_view text);
std::string toLower(std::string_view text);
bool equalsIgnoreCase(std::string_view a, std::string_view b);
bool startsWithIgnoreCase(std::string_view text, std::string_view prefix);
// Parts between separators, empty ones included.
std::vector<std::string_view> split(std::string_view text, char separator);

// The whole text as a number, or nothing: no sign for unsigned types, no blanks, no rest.
template <class Number>
std::optional<Number> parseNumber(std::string_view text, int base = 10) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}
std::optional<double> parseDouble(std::string_view text);

// Foreign text made fit to stand in a log line or message: letters of every script stay; what is no UTF-8, controls and
// marks that turn the direction of writing become \xNN, byte by byte; cut at `limit` bytes with "…".
std::string printable(std::string_view text, std::size_t limit = 80);
// Whether the bytes are UTF-8 sequences.
bool isUtf8(std::string_view text);
// The same text with every byte that is no UTF-8 replaced by U+FFFD, for what goes into JSON or onto a screen.
std::string toUtf8(std::string_view text);
// Edit distance (Levenshtein), letters compared without case: "did you mean".
std::size_t editDistance(std::string_view a, std::string_view b);
// "there is no option --lop; did you mean --loop?": the second half where one of `known` is near.
std::string unknownOption(std::string_view option, std::span<const std::string_view> known);

}  // namespace zoetrope
