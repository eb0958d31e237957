// SPDX-License-Identifier: MIT
#include "libstream/base/percent.h"

#include "libstream/base/text.h"

#include <cstdint>

namespace zoetrope {
namespace {

constexpr std::size_t kCodeLength = 3;

std::optional<char> codeAt(std::string_view text, std::size_t at) {
  const std::string_view code = text.substr(at, kCodeLength);
  if (code.size() < kCodeLength || code[0] != '%') return std::nullopt;
  const auto byte = parseNumber<std::uint8_t>(code.substr(1), 16);
  return byte ? std::optional(static_cast<char>(*byte)) : std::nullopt;
}

bool isUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::optional<std::string> percentDecode(std::string_view text) {
  for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + kCodeLength))
    if (!codeAt(text, at)) return std::nullopt;
  return percentDecodeLeniently(text);
}

std::string percentDecodeLeniently(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto code = codeAt(text, at);
    decoded += code.value_or(text[at]);
    if (code) at += kCodeLength - 1;
  }
  return decoded;
}

std::string percentEncodePath(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (isUnreserved(c) || c == '/')
      encoded += c;
    else
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return encoded;
}

}  // namespace zoetrope
