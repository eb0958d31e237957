// SPDX-License-Identifier: MIT
// The command line of zoetrope-client.
// Thread: values.
// Fails: with the one sentence to print; the exit code is then ExitCode::Usage.
#pragma once

#include "libstream/base/result.h"
#include "rtsp_client/engine.h"

#include <filesystem>
#include <span>
#include <string>

namespace zoetrope::client {

struct Options {
  EngineOptions engine;
  bool headless = false;
  // Ends by itself after so many seconds of playing; 0: at the movie's end.
  double durationSeconds = 0;
  // The counters as one JSON object, the last line of stdout.
  bool json = false;
  // Status lines on stdout; ends when stdin closes.
  bool supervised = false;
  // The window presses Setup and Play by itself.
  bool play = false;
  // Headless frames are decoded too, and thrown away.
  bool decode = false;
  // Where the session is written down when it is over (.html, .json, .csv); empty: nowhere.
  std::filesystem::path reportFile;
  // The words of this very command line, for a shell, the password taken out.
  std::string commandLine;
  bool help = false;
  bool version = false;
};

// The arguments without the program's name.
Result<Options> parseOptions(std::span<const std::string> arguments);
std::string helpText();

}  // namespace zoetrope::client
