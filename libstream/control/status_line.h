// SPDX-License-Identifier: MIT
// The lines that a supervised program writes to stdout: one JSON object each. Together with the exit codes the only
// contract between the launcher and its children.
//   {"v":1,"type":"listening","addresses":["0.0.0.0:8554"],"movies":["movie.Mjpeg"]}
// Spec: docs/control_protocol.md has every type and every member.
// Thread: pure functions.
// Fails: parseStatusLine() with what is wrong and of which kind; members that it does not know are skipped, so that a
// newer child can say more, and a line of a type that it does not know can be told from a broken one.
// Limits: kMaxStatusLineBytes, which no line that is written exceeds either: its texts and lists are cut; and
// kMaxStatusLineDepth.
#pragma once

#include "libstream/base/result.h"

#include <cstdint>
#include <optional>
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

// The player is in another state, or shows another movie or comes another way.
struct StateLine {
  std::string state;  // "starting", "init", "ready", "playing", "ended"
  std::string detail = {};
  std::string movie = {};
  std::string dialect = {};    // "standard", "course"
  std::string transport = {};  // "UDP", "TCP"

  friend bool operator==(const StateLine&, const StateLine&) = default;
};

// Something happened to a session of the server, or how it is now (event "report").
struct SessionLine {
  std::string session;
  std::string event;  // "setup", "play", "pause", "range-end", "end", "silent", "report", "ended"
  std::string peer;
  std::string movie;
  std::string dialect = {};    // "standard", "course"
  std::string transport = {};  // "UDP", "TCP"
  std::string state = {};      // "ready", "playing"
  std::string detail = {};
  // Of a report.
  std::optional<double> rateBps = std::nullopt;
  std::optional<double> loss = std::nullopt;  // 0 to 1, as the receiver reports it

  friend bool operator==(const SessionLine&, const SessionLine&) = default;
};

struct ServerStats {
  std::uint64_t sessions = 0;
  std::uint64_t viewers = 0;   // sessions that play
  std::uint64_t reported = 0;  // sessions whose reports came with this line
  double rateBps = 0;

  friend bool operator==(const ServerStats&, const ServerStats&) = default;
};

struct PlayerStats {
  std::uint64_t cacheFrames = 0;
  std::uint64_t cacheTarget = 0;
  std::string cache = {};  // "off", "filling", "full", "playing", "starving"
  std::uint64_t framesShown = 0;
  double frameRate = 0;  // shown a second
  double rateBps = 0;    // received
  double loss = 0;       // 0 to 1: lost for good of what was expected
  std::optional<double> position = std::nullopt;
  std::optional<double> duration = std::nullopt;

  friend bool operator==(const PlayerStats&, const PlayerStats&) = default;
};

// How the server, or the player, is doing: once a second while there is something to say.
struct StatsLine {
  std::optional<ServerStats> server = std::nullopt;
  std::optional<PlayerStats> player = std::nullopt;

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

struct StatusLineError {
  enum class Kind {
    Malformed,     // not what this version says
    OtherVersion,  // a program that is older or newer than the reader
    UnknownType,   // well formed, of this version, and of a type that came later: to be skipped
  };
  Kind kind = Kind::Malformed;
  std::string message;
};

// Without the newline; never contains one.
std::string writeStatusLine(const StatusLine& line);
Result<StatusLine, StatusLineError> parseStatusLine(std::string_view line);

}  // namespace zoetrope::control
