// SPDX-License-Identifier: MIT
#include "rtsp_server/console.h"

#include <cstdio>

namespace zoetrope::server {

void Console::write(EventLog::Channel channel, std::string line, std::function<void()> written) {
  loop_.post([channel, line = std::move(line), written = std::move(written)] {
    std::FILE* const to = channel == EventLog::Channel::Status ? stdout : stderr;
    std::fputs((line + "\n").c_str(), to);
    std::fflush(to);
    written();
  });
}

}  // namespace zoetrope::server
