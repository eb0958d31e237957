// SPDX-License-Identifier: MIT
#include "libstream/base/text.h"

#include <algorithm>
#include <locale>
#include <numeric>
#include <sstream>

namespace zoetrope {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// How many bytes a UTF-8 sequence has by its first; 0 when that cannot be a first one.
std::size_t utf8Length(std::uint8_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF5) return 4;
  return 0;
}

// Not the shortest form, half of a UTF-16 pair, or beyond the last character: seen in the second byte.
bool isForbiddenPair(std::uint8_t first, std::uint8_t second) {
  return (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0) || (first == 0xF0 && second < 0x90) ||
         (first == 0xF4 && second >= 0x90);
}

// The length of the UTF-8 sequence that the text begins with; 0 when it begins with none.
std::size_t utf8Prefix(std::string_view text) {
  const std::size_t length = utf8Length(static_cast<std::uint8_t>(text[0]));
  if (length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((static_cast<std::uint8_t>(text[i]) & 0xC0) != 0x80) return 0;
  return length > 1 && isForbiddenPair(static_cast<std::uint8_t>(text[0]), static_cast<std::uint8_t>(text[1])) ? 0
                                                                                                               : length;
}

// A terminal or a window would obey it instead of showing it: line ends, and what turns the direction of writing so
// that a name reads as another one.
bool isObeyed(std::string_view sequence) {
  const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(sequence[at]); };
  if (sequence.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7F;
  if (sequence.size() == 2) return byte(0) == 0xC2 && byte(1) < 0xA0;  // U+0080 to U+009F
  if (sequence.size() != 3 || byte(0) != 0xE2) return sequence == "\uFEFF";
  return (byte(1) == 0x80 && (byte(2) == 0x8B || byte(2) == 0x8E || byte(2) == 0x8F ||  // U+200B, U+200E, U+200F
                              (byte(2) >= 0xA8 && byte(2) <= 0xAE))) ||                 // U+2028 to U+202E
         (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9);                       // U+2066 to U+2069
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
  return text;
}

std::string toLower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool equalsIgnoreCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool startsWithIgnoreCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && equalsIgnoreCase(text.substr(0, prefix.size()), prefix);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::optional<double> parseDouble(std::string_view text) {
  // from_chars also takes "inf" and "nan", which no protocol here means.
  if (text.find_first_not_of("0123456789.-eE") != std::string_view::npos) return std::nullopt;
  double value = 0;
#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 200000
  // That library's from_chars takes whole numbers only.
  std::istringstream stream{std::string(text)};
  stream.imbue(std::locale::classic());
  if (!(stream >> value) || !stream.eof()) return std::nullopt;
#else
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
#endif
  return value;
}

std::string printable(std::string_view text, std::size_t limit) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  while (!text.empty()) {
    if (out.size() >= limit) return out + "…";
    const std::size_t length = utf8Prefix(text);
    const std::string_view letter = text.substr(0, std::max<std::size_t>(length, 1));
    text.remove_prefix(letter.size());
    if (length > 0 && !isObeyed(letter)) {
      out += letter;
      continue;
    }
    for (const char c : letter) {
      const auto byte = static_cast<unsigned char>(c);
      out += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

bool isUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8Prefix(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string toUtf8(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    const std::size_t length = utf8Prefix(text);
    valid += length == 0 ? "\uFFFD" : text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return valid;
}

std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

std::string unknownOption(std::string_view option, std::span<const std::string_view> known) {
  // Farther than this it is another word.
  std::size_t best = 4;
  std::string_view nearest;
  for (const std::string_view name : known) {
    const std::size_t distance = editDistance(option, name);
    if (distance >= best) continue;
    best = distance;
    nearest = name;
  }
  std::string text = "there is no option " + printable(option);
  if (!nearest.empty()) text += "; did you mean " + std::string(nearest) + "?";
  return text;
}

}  // namespace zoetrope
