// SPDX-License-Identifier: MIT
#include "launcher/single_instance.h"
#include "libstream/base/percent.h"

namespace zoetrope::launcher {
namespace {

using Kind = InstanceMessage::Kind;

enum class Argument { None, Optional, Needed };
struct KindWord {
  Kind kind;
  std::string_view word;
  Argument argument;
};
constexpr KindWord kWords[] = {
    {Kind::Raise, "raise", Argument::None},     {Kind::Demo, "demo", Argument::None},
    {Kind::Serve, "serve", Argument::Optional}, {Kind::Watch, "watch", Argument::Optional},
    {Kind::Open, "open", Argument::Needed},
};

}  // namespace

std::string serializeInstanceMessage(const InstanceMessage& message) {
  std::string line;
  for (const KindWord& row : kWords)
    if (row.kind == message.kind) line = row.word;
  return message.argument.empty() ? line : line + " " + percentEncodePath(message.argument);
}

std::optional<InstanceMessage> parseInstanceMessage(std::string_view line) {
  const std::size_t blank = line.find(' ');
  for (const KindWord& row : kWords) {
    if (row.word != line.substr(0, blank)) continue;
    if (blank == std::string_view::npos)
      return row.argument == Argument::Needed ? std::nullopt : std::optional(InstanceMessage{row.kind, {}});
    auto argument = percentDecode(line.substr(blank + 1));
    if (row.argument == Argument::None || !argument || argument->empty()) return std::nullopt;
    return InstanceMessage{row.kind, std::move(*argument)};
  }
  return std::nullopt;
}

}  // namespace zoetrope::launcher
