// SPDX-License-Identifier: MIT
// All that a report says of one session: what was played, how it went, how it ended. Gathered once, written in any
// form. Thread: a value.
#pragma once

#include "libstream/base/time.h"
#include "libstream/control/exit_codes.h"
#include "libstream/playback/counters.h"
#include "libstream/playback/session_history.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::report {

// One request or reply as on the wire, the password taken out.
struct Utterance {
  bool fromClient = false;
  // The client's own filling of the cache, not the user's button.
  bool preBuffer = false;
  WallTime at{};
  std::string text;
};

struct Ending {
  control::ExitCode code = control::ExitCode::Ok;
  // A sentence; empty when the movie simply ended.
  std::string why;
};

struct SessionReport {
  // What was played: the movie's name, "host:port", and the address without user and password.
  std::string movie;
  std::string server;
  std::string address;
  // Over what: "standard dialect over UDP".
  std::string way;
  bool courseDialect = false;
  bool overTcp = false;
  // Lost packets are asked for again (RFC 4585, RFC 4588).
  bool recovers = false;
  // What the server says about the session beside the movie (SDP i=): a simulated network, for one; or empty.
  std::string sessionInfo;

  WallTime began{};
  // Of the clock on the wall there; times are written in it.
  std::chrono::minutes utcOffset{};
  // Nothing while the session still runs.
  std::optional<Ending> ending;

  // "zoetrope-client 0.1.0" first, then what it runs on.
  std::vector<std::string> versions;
  // For a shell, the password taken out.
  std::string commandLine;

  playback::Counters counters;
  std::vector<playback::HistorySample> history;
  std::vector<Utterance> conversation;
  // The oldest of the conversation that are not here any more.
  std::size_t conversationForgotten = 0;
};

// A server that impairs what it sends says so in its session information: its figures are no network's.
bool isSimulated(const SessionReport& report);

}  // namespace zoetrope::report
