// SPDX-License-Identifier: MIT
// One way to write a session's events, for both dialects: the line for people and the status line for the launcher.
// Thread: any.
#pragma once

#include "rtsp_server/event_log.h"

#include <string>

namespace zoetrope::server {

struct SessionName {
  std::string id;
  std::string peer;
  std::string movie;
  std::string way;  // "standard over UDP to port 6970"
};

inline void logSession(EventLog& log, const SessionName& name, const std::string& event, const std::string& text) {
  log.line(name.peer + " session " + name.id.substr(0, 8) + " " + name.movie + " (" + name.way + "): " + text);
  log.status(control::SessionLine{name.id, event, name.peer, name.movie});
}

}  // namespace zoetrope::server
