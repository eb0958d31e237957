// SPDX-License-Identifier: MIT
// zoetrope: the command line, then the window.
#include "launcher/launch_options.h"
#include "launcher/window/run_launcher.h"
#include "libstream/base/program_start.h"
#include "zoetrope_version.h"

#include <cstdio>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  using namespace zoetrope;
  using Ask = launcher::LaunchOptions::Ask;
  const std::vector<std::string> arguments = startProgram(argc, argv);
  const auto options = launcher::parseLaunchOptions(arguments);
  if (!options) {
    std::fprintf(stderr, "zoetrope: %s\nzoetrope --help says more.\n", options.error().message.c_str());
    return static_cast<int>(control::ExitCode::Usage);
  }
  if (options->ask == Ask::Help) {
    std::fputs(launcher::launcherHelp().c_str(), stdout);
    return 0;
  }
  if (options->ask == Ask::Version) {
    std::puts("zoetrope " ZOETROPE_VERSION);
    return 0;
  }
  return static_cast<int>(launcher::runLauncher(*options));
}
