// SPDX-License-Identifier: MIT
// One way to write a session's events, for both dialects: the line for people and the status line for the launcher.
// Thread: any.
#pragma once

#include "libstream/rtsp/state_table.h"
#include "rtsp_server/event_log.h"
#include "rtsp_server/media_out.h"

#include <string>

namespace zoetrope::server {

struct SessionName {
  std::string id;
  std::string peer;
  std::string movie;
  std::string dialect;    // "standard", "course"
  std::string transport;  // "UDP", "TCP"
  std::string way;        // "UDP to port 6970"
  std::string state;      // "ready", "playing"
};

inline std::string stateWord(rtsp::ServerState state) {
  return state == rtsp::ServerState::Playing ? "playing" : "ready";
}
inline std::string transportWord(const MediaOut& out) { return out.interleavedChannel() ? "TCP" : "UDP"; }

// The status line of a session, as it is now.
inline control::SessionLine sessionLine(const SessionName& name, const std::string& event, const std::string& text) {
  return {name.id, event, name.peer, name.movie, name.dialect, name.transport, name.state, text};
}

inline void logSession(EventLog& log, const SessionName& name, const std::string& event, const std::string& text) {
  log.line(name.peer + " session " + name.id.substr(0, 8) + " " + name.movie + " (" + name.dialect + " over " +
           name.way + "): " + text);
  log.status(sessionLine(name, event, text));
}

}  // namespace zoetrope::server
