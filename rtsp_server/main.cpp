// SPDX-License-Identifier: MIT
#include "libstream/base/program_start.h"
#include "libstream/net/network.h"
#include "rtsp_server/server_app.h"

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> arguments = zoetrope::startProgram(argc, argv);
    const zoetrope::net::Network network;
    return static_cast<int>(zoetrope::server::runServerApp(arguments));
  } catch (const std::exception& e) {
    std::fprintf(stderr, "zoetrope-server: %s\n", e.what());
    return static_cast<int>(zoetrope::control::ExitCode::Failure);
  }
}
