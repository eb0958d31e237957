// SPDX-License-Identifier: MIT
// What frames, their end and their absence do, by state.
#include "libstream/control/exit_codes.h"
#include "rtsp_client/messages.h"
#include "rtsp_client/session_logic.h"

#include <algorithm>

namespace zoetrope::client {

void SessionLogic::startFill() {
  if (!prefetch_.wanted(movie_)) return;
  ask(prefetch_.ask(movie_, continueFrom().value_or(0)));
}

void SessionLogic::fillProgress() {
  const bool done = prefetch_.done(cache_.held(), cache_.nextSeconds(), movie_);
  if (!done && !cache_.outOfRoom()) return;
  if (standard() && done)
    fillEnded();
  else if (!pending_)
    ask({.verb = Verb::Pause, .preBuffer = true});
}

// A standard server stops by itself at the end of the range.
void SessionLogic::fillEnded() {
  filledOnce_ = true;
  wire_ = reachedEnd() || !standard() ? Wire::Over : Wire::Idle;
}

// Some of the span was lost on the way, or the movie is shorter.
void SessionLogic::fillQuiet() {
  if (standard()) fillEnded();
}

void SessionLogic::fillSilence() {
  if (!pending_) fillEnded();
}

void SessionLogic::fillNothing() {
  if (unusableSeen_) return giveUpFilling("what it sends is no picture");
  if (standard() && transport_ == Transport::Auto && !tcp_) {
    tcp_ = true;
    say(messages::tryingTcp("Nothing came over UDP for 2 seconds"));
    keepMessage_ = true;
    restart(false, std::nullopt);
    return;
  }
  giveUpFilling("nothing came");
}

// From here on as with --cache 0. A course server that was not stopped goes on sending, for PLAY to take over.
void SessionLogic::giveUpFilling(const std::string& why) {
  prefetch_.turnOff();
  act(ClearCache{});
  const bool sending = !standard() && wire_ == Wire::Filling;
  wire_ = sending ? Wire::Sending : Wire::Idle;
  say(messages::fillingFailed(why));
}

void SessionLogic::movieSent() { wire_ = Wire::Over; }

void SessionLogic::byeWhileIdle() {
  if (reachedEnd()) wire_ = Wire::Over;
}

void SessionLogic::quietAtEnd() {
  if (reachedEnd()) movieSent();
}

// The course dialect has no other sign of the movie's end.
void SessionLogic::silence() {
  if (!standard()) movieSent();
}

void SessionLogic::nothingCame() {
  if (unusableSeen_ && !mediaSeen_) return fail(control::ExitCode::Stalled, messages::unusable(target_));
  if (!mediaSeen_ && standard() && transport_ == Transport::Auto && !tcp_) {
    tcp_ = true;
    restartKeepingCache(messages::tryingTcp("Nothing came over UDP for 2 seconds"));
    return;
  }
  if (filledOnce_ && !prefetch_.off() && standard()) {
    prefetch_.turnOff();
    restartKeepingCache(messages::fillingFailed("it did not go on after it"));
    return;
  }
  if (mediaSeen_ && (!standard() || reachedEnd())) {
    movieSent();
    return;
  }
  fail(control::ExitCode::Stalled, messages::nothingCame(target_, tcp_));
}

void SessionLogic::gone() {
  if (!standard()) return;
  fail(control::ExitCode::Stalled, messages::streamGone(target_));
}

void SessionLogic::movieEnded() {
  act(StopPlayout{});
  enter(UserState::Ended, Wire::Over);
  say(messages::movieEnded());
  finish(control::ExitCode::Ok, "");
}

}  // namespace zoetrope::client
