// SPDX-License-Identifier: MIT
// The words of the session's state machine: where the server is, what can happen, what is to be done.
// Thread: values.
#pragma once

#include "libstream/playback/npt_map.h"
#include "rtsp_client/engine_control.h"

#include <optional>
#include <string>
#include <variant>

namespace zoetrope::client {

// Where the connection and the server's session are, as far as is known here.
enum class Wire {
  Closed,      // no connection
  Connecting,  // one is being made
  Open,        // connected, no session
  Idle,        // a session that is not sending
  Filling,     // sending what SETUP's own pre-buffer request asked for
  Sending,     // sending for the user
  Over         // has sent the movie to its end
};
inline constexpr int kWireStates = 7;
inline constexpr int kUserStates = 4;

enum class Event {
  // Buttons, the time line, the message bar.
  ClickSetup,
  ClickPlay,
  ClickPause,
  ClickTeardown,
  ClickSeek,
  ClickRetry,
  ClickTcp,
  // The connection.
  Connected,
  ConnectFailed,
  ConnectionLost,
  // Replies, by what was asked.
  OptionsDone,
  Described,
  SetUp,
  PlayAccepted,
  FillAccepted,
  PauseAccepted,
  FillPauseAccepted,
  TornDown,
  KeptAlive,
  Refused,
  NoReply,
  // The stream.
  Frame,      // frames have come
  Bye,        // the server said that it is through
  Quiet,      // nothing for 0.5 s after something
  Silence,    // nothing for 2 s after something
  Nothing,    // nothing at all in the 2 s after a PLAY was accepted
  Gone,       // nothing for 10 s after something
  PlayedOut,  // the last held frame has been shown
};
inline constexpr int kEvents = static_cast<int>(Event::PlayedOut) + 1;

const char* name(Wire wire);
const char* name(Event event);

enum class Verb { Options, Describe, Setup, Play, Pause, Teardown, KeepAlive };
const char* name(Verb verb);

// One request, in no dialect's words yet.
struct Ask {
  Verb verb = Verb::Options;
  // The client's own, to fill the cache.
  bool preBuffer = false;
  // PLAY: seconds into the movie; none: from where the server is.
  std::optional<double> from = std::nullopt;
  std::optional<double> to = std::nullopt;
  double speed = 1;
  // SETUP: media inside the RTSP connection.
  bool tcp = false;

  friend bool operator==(const Ask&, const Ask&) = default;
};

// What is to be done.
struct OpenConnection {};
struct CloseConnection {};
struct Send {
  Ask ask;
};
// Shows what is held at once and goes on; with nothing held, waits until the cache has its target.
struct StartPlayout {};
struct StopPlayout {};
struct ClearCache {
  // Where the movie goes on, for the time line; none: nowhere yet.
  std::optional<double> position = std::nullopt;
};
// A seek to a frame that is held.
struct SkipTo {
  double seconds;
};
struct Say {
  Message message;
};
struct Unsay {};
// Playing is over for a face that plays once.
struct Finish {
  control::ExitCode code;
  std::string why;
};
using Action = std::variant<OpenConnection, CloseConnection, Send, StartPlayout, StopPlayout, ClearCache, SkipTo, Say,
                            Unsay, Finish>;

// Why there is no connection.
struct LinkFailure {
  enum class Kind { NoSuchHost, NoAnswer };
  std::string why;
  Kind kind = Kind::NoAnswer;
};

// What a reply said, taken out of its dialect.
struct ReplyFacts {
  int status = 200;
  std::string reason;
  // Something that a student can use beside the status (the server's suggestion, the streams there are), or empty.
  std::string details;

  bool ok() const { return status >= 200 && status < 300; }
};

// What DESCRIBE, OPTIONS and SETUP have told about the movie and the server.
struct MovieFacts {
  // What concatenated JPEGs that do not say their rate play at here.
  static constexpr double kUsualRate = 25;

  // Seconds; below 0: no end (live) or, in the course dialect, not known.
  double duration = -1;
  // Seconds after which a movie without an end starts again; 0: not known to, or it has an end.
  double loop = 0;
  // Frames a second; 0: not said.
  double frameRate = 0;
  bool hasJpeg = true;
  // Sentences for when there is none: what there is.
  std::string otherStreams;
  // What the server says of the session beside the movie's name (SDP i=); printable, or empty.
  std::string info;
  bool canPause = true;
  // Understands this project's additions: Speed may be asked for.
  bool ours = false;
  Duration sessionTimeout = std::chrono::seconds(60);

  double rate() const { return frameRate > 0 ? frameRate : kUsualRate; }
  // Of the movie itself, in seconds; below 0: not known. There is a way to each of its places where it is known.
  double length() const { return loop > 0 ? loop : duration; }
  // The place in the movie of a time that counts on from round to round; of others, the time itself.
  double within(double seconds) const { return playback::placeInRound(seconds, loop); }
};

}  // namespace zoetrope::client
