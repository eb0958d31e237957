// SPDX-License-Identifier: MIT
// The player without its face: what a window or a headless run presses, and what it may look at.
// Thread: every member may be called from any thread, and none blocks; callbacks come on the network thread.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/time.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::playback {
struct Counters;
struct HistorySample;
}  // namespace zoetrope::playback
namespace zoetrope::control {
enum class ExitCode;
}

namespace zoetrope::client {

// The lab's states, as the buttons follow them; Ended: played to the movie's end, the last picture stays, Play starts
// over.
enum class UserState { Init, Ready, Playing, Ended };
const char* name(UserState state);

struct CacheStatus {
  enum class Doing { Off, Filling, Full, Playing, Starving };
  Doing doing = Doing::Off;
  int held = 0;
  int target = 0;
  Duration heldTime{};
  // The held part on the movie's time line, in seconds; equal when nothing is held. Behind the end of a movie that
  // starts again lies its start.
  double heldFrom = 0;
  double heldTo = 0;
  // Why the target is less than what was asked for, or empty.
  std::string cut;
};
const char* name(CacheStatus::Doing doing);

// One sentence for the message bar; a new id means a new message.
struct Message {
  enum class Kind { Info, Warning, Error };
  enum class Offer { None, TryAgain, UseTcp };
  std::uint64_t id = 0;
  Kind kind = Kind::Info;
  std::string text;
  std::string details;
  Offer offer = Offer::None;
};

// One request or reply as on the wire, the password taken out.
struct ConversationEntry {
  bool request = false;
  // The client's own filling of the cache, not the user's button.
  bool preBuffer = false;
  WallTime at{};
  std::string text;
  // Counted from 0 since the engine began; the next call of conversation() asks from behind the last one.
  std::size_t number = 0;
};

struct EngineStatus {
  UserState state = UserState::Init;
  bool canSetup = false;
  bool canPlay = false;
  bool canPause = false;
  bool canTeardown = false;
  // A click on the time line does something (never in the course dialect).
  bool canSeek = false;
  bool requestOutstanding = false;
  bool connected = false;
  CacheStatus cache;
  // Of the pictures shown; 0 while nothing plays.
  double framesPerSecond = 0;
  double bitrateBps = 0;
  double lossPercent = 0;
  // Of the picture on screen, in seconds; below 0 when unknown.
  double position = -1;
  // Of the movie, also of one that starts again for ever, in seconds; below 0 when unknown (live).
  double duration = -1;
  // "standard dialect over UDP".
  std::string way;
  // Media comes inside the RTSP connection.
  bool overTcp = false;
  // What the server says about the session beside the movie (SDP i=): a simulated network, for one; or empty.
  std::string sessionInfo;
  // Lost packets are asked for again (RFC 4585, RFC 4588).
  bool recovers = false;
  std::optional<Message> message;
};

// A picture whose turn has come.
struct ShownFrame {
  Bytes jpeg;
  // Keeps the bytes.
  std::shared_ptr<const void> owner;
  // Counted from 0 at the movie's start where that is known, else from the first that came.
  std::int64_t number = 0;
  // Seconds into the movie; below 0 when unknown.
  double position = -1;
  bool complete = true;
};

// Takes frames when they are due. Network thread: must not block.
class FrameSink {
 public:
  virtual ~FrameSink() = default;
  virtual void onFrame(std::shared_ptr<const ShownFrame> frame) = 0;
};

// Learns that something happened. Network thread: must not block; a window posts an event to itself.
class EngineListener {
 public:
  virtual ~EngineListener() = default;
  virtual void onStatusChanged() = 0;
  // Playing is over (the movie's end, an error without a way on); the sentence is empty when all is well.
  virtual void onEnded(control::ExitCode code, const std::string& why) = 0;
};

// What the faces press and read. The engine is one; tests of a face bring their own.
class EngineControl {
 public:
  virtual ~EngineControl() = default;
  // The four buttons, the time line and the message bar's offers. A press that is not legal now is ignored.
  virtual void setup() = 0;
  virtual void play() = 0;
  virtual void pause() = 0;
  virtual void teardown() = 0;
  virtual void seek(double seconds) = 0;
  virtual void retry() = 0;
  virtual void useTcp() = 0;

  virtual EngineStatus status() const = 0;
  virtual playback::Counters counters() const = 0;
  // The session second by second: the newest `last` samples, oldest first.
  virtual std::vector<playback::HistorySample> history(std::size_t last) const = 0;
  // What was said since entry `first` (0 is the oldest ever); the oldest are forgotten when there are too many.
  virtual std::vector<ConversationEntry> conversation(std::size_t first = 0) const = 0;

  // Takes the session down (at most 0.5 s for the reply) and ends the network thread.
  virtual void stop() = 0;
  virtual void join() = 0;
};

}  // namespace zoetrope::client
