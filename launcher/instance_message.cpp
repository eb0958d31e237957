// SPDX-License-Identifier: MIT
#include "launcher/single_instance.h"
#include "libstream/base/percent.h"
#include "libstream/base/text.h"

namespace zoetrope::launcher {
namespace {

constexpr std::string_view kOpen = "open ";

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
  return std::string(kOpen) + percentEncodePath(message.argument);
}

std::optional<InstanceMessage> parseInstanceMessage(std::string_view line) {
  if (line == "raise") return InstanceMessage{InstanceMessage::Kind::Raise, {}};
  if (line == "demo") return InstanceMessage{InstanceMessage::Kind::Demo, {}};
  if (!line.starts_with(kOpen)) return std::nullopt;
  auto argument = percentDecode(line.substr(kOpen.size()));
  if (!argument || argument->empty()) return std::nullopt;
  return InstanceMessage{InstanceMessage::Kind::Open, std::move(*argument)};
}

}  // namespace zoetrope::launcher
