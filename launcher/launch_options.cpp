// SPDX-License-Identifier: MIT
#include "launcher/launch_options.h"

#include "libstream/base/path_text.h"
#include "libstream/base/percent.h"
#include "libstream/base/text.h"

namespace zoetrope::launcher {
namespace {

using Ask = LaunchOptions::Ask;

struct Row {
  std::string_view name;
  std::string_view argument;  // "" none, "[X]" may follow
  Ask ask;
  std::string_view help;
};

constexpr Row kRows[] = {
    {"--demo", "", Ask::Demo, "play the demo at once"},
    {"--serve", "[FOLDER]", Ask::Serve, "the page Serve movies; with a folder, serve it"},
    {"--watch", "[URL]", Ask::Watch, "the page Watch; with an address, play it"},
    {"--help", "", Ask::Help, "this text"},
    {"--version", "", Ask::Version, "the version"},
};
constexpr std::string_view kFileScheme = "file://";

std::string noSuchOption(const std::string& word) {
  std::vector<std::string_view> names;
  for (const Row& row : kRows) names.emplace_back(row.name);
  return unknownOption(word, names);
}

}  // namespace

bool isStreamUrl(std::string_view text) { return startsWithIgnoreCase(text, "rtsp://"); }

std::filesystem::path pathOfArgument(const std::string& argument) {
  if (!startsWithIgnoreCase(argument, kFileScheme)) return pathOf(argument);
  const std::string_view rest = std::string_view(argument).substr(kFileScheme.size());
  const std::size_t slash = rest.find('/');
  return pathOf(percentDecodeLeniently(slash == std::string_view::npos ? rest : rest.substr(slash)));
}

Result<LaunchOptions> parseLaunchOptions(std::span<const std::string> arguments) {
  if (arguments.empty()) return LaunchOptions{};
  const std::string& first = arguments[0];
  std::size_t most = 1;
  LaunchOptions options{Ask::Open, first};
  if (first.starts_with("-")) {
    const Row* found = nullptr;
    for (const Row& row : kRows)
      if (row.name == first) found = &row;
    if (found == nullptr) return Error{noSuchOption(first)};
    options = {found->ask, {}};
    if (!found->argument.empty() && arguments.size() > 1) options.argument = arguments[1];
    if (!found->argument.empty()) most = 2;
  }
  if (arguments.size() > most) return Error{"one thing at a time: " + printable(arguments[most]) + " is too much"};
  if (options.ask == Ask::Open && first.empty()) return Error{"a file or an rtsp:// address is wanted, not nothing"};
  return options;
}

InstanceMessage messageFor(const LaunchOptions& options) {
  using Kind = InstanceMessage::Kind;
  const auto absolute = [&] { return std::filesystem::absolute(pathOfArgument(options.argument)).string(); };
  switch (options.ask) {
    case Ask::Demo:
      return {Kind::Demo, {}};
    case Ask::Serve:
      return {Kind::Serve, options.argument.empty() ? std::string() : absolute()};
    case Ask::Watch:
      return {Kind::Watch, options.argument};
    case Ask::Open:
      return {Kind::Open, isStreamUrl(options.argument) ? options.argument : absolute()};
    default:
      return {};
  }
}

LaunchOptions optionsFor(const InstanceMessage& message) {
  switch (message.kind) {
    case InstanceMessage::Kind::Demo:
      return {Ask::Demo, {}};
    case InstanceMessage::Kind::Serve:
      return {Ask::Serve, message.argument};
    case InstanceMessage::Kind::Watch:
      return {Ask::Watch, message.argument};
    case InstanceMessage::Kind::Open:
      return {Ask::Open, message.argument};
    case InstanceMessage::Kind::Raise:
      break;
  }
  return {};
}

std::string launcherHelp() {
  std::string text =
      "Usage: zoetrope [--demo | --serve [FOLDER] | --watch [URL] | FILE | URL]\n"
      "Opens the window that plays the demo, serves movies and watches streams.\n\n"
      "  FILE                  a movie: its folder is served on this machine only, and it is played; a folder: as "
      "with\n"
      "                        --serve\n"
      "  URL                   an rtsp:// address: it is played\n";
  for (const Row& row : kRows) {
    std::string words = "  " + std::string(row.name) + (row.argument.empty() ? "" : " ") + std::string(row.argument);
    words.resize(std::max<std::size_t>(words.size() + 2, 24), ' ');
    text += words + std::string(row.help) + "\n";
  }
  return text + "\nA second start brings the first window to the front.\n";
}

}  // namespace zoetrope::launcher
