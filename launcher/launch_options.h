// SPDX-License-Identifier: MIT
// The launcher's command line.
// Thread: pure functions; messageFor() asks for the working directory.
// Fails: parseLaunchOptions() with one sentence.
#pragma once

#include "launcher/single_instance.h"
#include "libstream/base/result.h"

#include <filesystem>
#include <span>
#include <string>

namespace zoetrope::launcher {

struct LaunchOptions {
  enum class Ask { Nothing, Demo, Serve, Watch, Open, Help, Version };
  Ask ask = Ask::Nothing;
  std::string argument;  // of Serve: a folder, or empty; of Watch: a URL, or empty; of Open: a file or a URL

  friend bool operator==(const LaunchOptions&, const LaunchOptions&) = default;
};

Result<LaunchOptions> parseLaunchOptions(std::span<const std::string> arguments);
// "rtsp://…", in whatever case.
bool isStreamUrl(std::string_view text);
// A file's path out of what a desktop hands over: as it is, or a file:// URI.
std::filesystem::path pathOfArgument(const std::string& argument);
// What a second start hands to the first, with paths that do not depend on where it was started.
InstanceMessage messageFor(const LaunchOptions& options);
// What the first then does.
LaunchOptions optionsFor(const InstanceMessage& message);
std::string launcherHelp();

}  // namespace zoetrope::launcher
