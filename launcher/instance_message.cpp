// SPDX-License-Identifier: MIT
#include "launcher/single_instance.h"
#include "libstream/base/text.h"

#include <cstdint>
#include <cstdio>

namespace zoetrope::launcher {
namespace {

constexpr std::string_view kOpen = "open ";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F && c != '%') {
      out += c;
      continue;
    }
    char hex[4];
    std::snprintf(hex, sizeof hex, "%%%02X", byte);
    out += hex;
  }
  return out;
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const auto byte = text.size() - i > 2 ? parseNumber<std::uint8_t>(text.substr(i + 1, 2), 16) : std::nullopt;
    if (!byte) return std::nullopt;
    out += static_cast<char>(*byte);
    i += 2;
  }
  return out;
}

}  // namespace

std::string serializeInstanceMessage(const InstanceMessage& message) {
  switch (message.kind) {
    case InstanceMessage::Kind::Raise:
      return "raise";
    case InstanceMessage::Kind::Demo:
      return "demo";
    case InstanceMessage::Kind::Open:
      break;
  }
  return std::string(kOpen) + escaped(message.argument);
}

std::optional<InstanceMessage> parseInstanceMessage(std::string_view line) {
  if (line == "raise") return InstanceMessage{InstanceMessage::Kind::Raise, {}};
  if (line == "demo") return InstanceMessage{InstanceMessage::Kind::Demo, {}};
  if (!line.starts_with(kOpen)) return std::nullopt;
  auto argument = unescaped(line.substr(kOpen.size()));
  if (!argument || argument->empty()) return std::nullopt;
  return InstanceMessage{InstanceMessage::Kind::Open, std::move(*argument)};
}

}  // namespace zoetrope::launcher
