// SPDX-License-Identifier: MIT
// zoetrope-client: the command line, then one of the two faces.
#include "libstream/base/program_start.h"
#include "libstream/net/network.h"
#include "rtsp_client/headless.h"
#include "rtsp_client/options.h"
#include "rtsp_client/windowed.h"
#include "zoetrope_version.h"

#include <cstdio>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  using namespace zoetrope;
  const std::vector<std::string> arguments = startProgram(argc, argv);
  const Result<client::Options> options = client::parseOptions(arguments);
  if (!options) {
    std::fprintf(stderr, "zoetrope-client: %s\nzoetrope-client --help says more.\n", options.error().message.c_str());
    return static_cast<int>(control::ExitCode::Usage);
  }
  if (options->help) {
    std::fputs(client::helpText().c_str(), stdout);
    return 0;
  }
  if (options->version) {
    std::puts("zoetrope-client " ZOETROPE_VERSION);
    return 0;
  }
  const net::Network network;
  return static_cast<int>(options->headless ? client::runHeadless(*options) : client::runWindowed(*options));
}
