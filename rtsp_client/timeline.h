// SPDX-License-Identifier: MIT
// Where in the movie each frame belongs, and which frames have been taken already: so that none is shown twice when a
// range begins where another ended.
// Spec: RFC 2326, section 12.33 (RTP-Info); course dialect: the frame's number.
// Thread: one at a time.
#pragma once

#include "libstream/playback/frame_assembler.h"
#include "libstream/playback/npt_map.h"
#include "rtsp_client/target.h"
#include "rtsp_client/wire.h"

#include <optional>

namespace zoetrope::client {

class Timeline {
 public:
  explicit Timeline(Dialect dialect) : dialect_(dialect) {}

  // Frames a second as the server said; 0: from the timestamps.
  void setFrameRate(double framesPerSecond) { frameRate_ = framesPerSecond; }
  // The movie starts again after so many seconds; 0: it does not. Times and numbers count on from round to round.
  void setLoop(double seconds) { loop_ = seconds; }
  // A PLAY was accepted: what comes from now on begins there.
  void onPlay(const PlayFacts& facts, std::optional<double> asked);
  // A seek or a new start: what was taken before does not count.
  void forget();
  // Timestamps of another source; what was taken counts.
  void onNewSession();

  // Sets the frame's number and position. False: it was here before.
  bool take(playback::AssembledFrame& frame);
  // Whether the frame came before the range that the last PLAY began (packets that were still on their way).
  bool isOfOldRange(const playback::AssembledFrame& frame) const;
  // Behind the last frame taken, in seconds.
  double nextSeconds() const { return next_; }
  double frameSeconds() const;
  // The time of the round's place `seconds` that is `earliest` or the next one after it; `seconds` without a loop.
  double roundFrom(double seconds, double earliest) const;
  double placeInRound(double seconds) const { return playback::placeInRound(seconds, loop_); }

 private:
  bool takeStandard(playback::AssembledFrame& frame);
  void takeCourse(playback::AssembledFrame& frame);
  void place(playback::AssembledFrame& frame, double npt);
  void findOrigin(const playback::AssembledFrame& frame);
  bool continuesLast(const playback::AssembledFrame& frame) const;
  void measureStep(const playback::AssembledFrame& frame);

  // Given.
  Dialect dialect_;
  double frameRate_ = 0;
  double loop_ = 0;
  // Owned.
  playback::NptMap map_;
  // State.
  // Where the accepted range begins, until its first frame has come.
  std::optional<double> pendingOrigin_;
  std::optional<std::uint32_t> rangeStart_;
  std::optional<std::uint32_t> lastTimestamp_;
  double measuredStep_ = 0;
  std::int64_t lastIndex_ = -1;
  // Frames of the new range before it are here already; none: it is passed.
  std::optional<double> joint_;
  // Frames that came closer together than the server's rate allows.
  int collisions_ = 0;
  double next_ = 0;
};

}  // namespace zoetrope::client
