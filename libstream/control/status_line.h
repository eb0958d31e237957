// SPDX-License-Identifier: MIT
// The lines that a supervised program writes to stdout: one JSON object each. Together with the exit codes the only
// contract between the launcher and its children.
//   {"v":1,"type":"listening","addresses":["0.0.0.0:8554"],"movies":["movie.Mjpeg"]}
// Thread: pure functions.
// Fails: parseStatusLine() with what is wrong; members that it does not know are skipped, so that a newer child can
// say more.
// Limits: kMaxStatusLineBytes, kMaxStatusLineDepth.
#pragma once

#include "libstream/base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zoetrope::control {

inline constexpr int kStatusLineVersion = 1;
inline constexpr std::size_t kMaxStatusLineBytes = 64 * 1024;
inline constexpr int kMaxStatusLineDepth = 4;

// The server takes connections.
struct Listening {
  std::vector<std::string> addresses;  // "192.0.2.1:8554", "[::]:8554"
  std::vector<std::string> movies;

  friend bool operator==(const Listening&, const Listening&) = default;
};

// A program, or the client's player, is in another state: "starting", "ready", "playing", ….
struct StateLine {
  std::string state;
  std::string detail;

  friend bool operator==(const StateLine&, const StateLine&) = default;
};

// Something happened to a session of the server: "setup", "play", "pause", "teardown", "timeout", ….
struct SessionLine {
  std::string session;
  std::string event;
  std::string peer;
  std::string movie;

  friend bool operator==(const SessionLine&, const SessionLine&) = default;
};

// Numbers by the names that --help lists.
struct StatsLine {
  std::map<std::string, double> numbers;

  friend bool operator==(const StatsLine&, const StatsLine&) = default;
};

// Something went wrong and the program goes on: one sentence, and what to do.
struct ErrorLine {
  std::string message;
  std::string details;

  friend bool operator==(const ErrorLine&, const ErrorLine&) = default;
};

// The last line.
struct Stopping {
  std::string reason;
  int exitCode = 0;

  friend bool operator==(const Stopping&, const Stopping&) = default;
};

using StatusLine = std::variant<Listening, StateLine, SessionLine, StatsLine, ErrorLine, Stopping>;

// Without the newline; never contains one.
std::string writeStatusLine(const StatusLine& line);
Result<StatusLine> parseStatusLine(std::string_view line);

}  // namespace zoetrope::control
