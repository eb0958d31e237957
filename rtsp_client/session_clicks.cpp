// SPDX-License-Identifier: MIT
// What the buttons do, by state.
#include "libstream/control/exit_codes.h"
#include "rtsp_client/messages.h"
#include "rtsp_client/session_logic.h"

#include <algorithm>

namespace zoetrope::client {

void SessionLogic::openForSetup() {
  playAfterSetup_ = false;
  resumeAt_.reset();
  act(Unsay{});
  reconnect();
}

void SessionLogic::reconnect() {
  wish_ = Event::ClickSetup;
  wire_ = Wire::Connecting;
  act(OpenConnection{});
}

void SessionLogic::setupWhenConnected() { wish_ = Event::ClickSetup; }

// Setup, Play in one go: the second waits for the first.
void SessionLogic::playWhenSetUp() {
  if (wish_ == Event::ClickSetup) playAfterSetup_ = true;
}

void SessionLogic::askForMovie() {
  if (!keepMessage_) act(Unsay{});
  if (standard())
    ask({.verb = Verb::Describe});
  else
    ask({.verb = Verb::Setup});
}

// The first frame comes from the cache at once; what follows is asked for from where the cache ends.
void SessionLogic::playFromCache() {
  if (reachedEnd() && cache_.held() > 0) {
    wire_ = Wire::Over;
    playWhatIsHeld();
    return;
  }
  act(StartPlayout{});
  ask({.verb = Verb::Play, .from = continueFrom()});
}

// The server is filling. A course server has no end for that and simply goes on; a standard one is asked for the rest.
void SessionLogic::playWhileFilling() {
  if (standard())
    playFromCache();
  else
    adoptStream();
}

// What did not come for the cache has its time once more.
void SessionLogic::adoptStream() {
  if (!lastMedia_) beginWaitingForMedia();
  act(StartPlayout{});
  enter(UserState::Playing, Wire::Sending);
}

// The whole rest of the movie is here: there is nothing to ask for.
void SessionLogic::playWhatIsHeld() {
  if (cache_.held() == 0) {
    startOver();
    return;
  }
  act(StartPlayout{});
  enter(UserState::Playing, Wire::Over);
}

// A course server has no way back to the start but a new session.
void SessionLogic::startOver() {
  act(Unsay{});
  if (!standard() || !connected_) {
    restart(true, std::nullopt);
    return;
  }
  act(ClearCache{.position = 0});
  resumeAt_ = 0;
  act(StartPlayout{});
  ask({.verb = Verb::Play, .from = continueFrom()});
}

void SessionLogic::pause() {
  act(StopPlayout{});
  ask({.verb = Verb::Pause});
}

// The server is through: only the picture has to stop.
void SessionLogic::freezeOnly() {
  act(StopPlayout{});
  user_ = UserState::Ready;
}

void SessionLogic::tearDown() {
  act(StopPlayout{});
  act(ClearCache{});
  act(Unsay{});
  keepMessage_ = false;
  playAfterSetup_ = false;
  resumeAt_.reset();
  if (connected_)
    ask({.verb = Verb::Teardown}, standard() ? kReplyTimeout : kTeardownTimeout);
  else
    tornDown();
}

void SessionLogic::seekReady() {
  act(ClearCache{.position = seekTo_});
  resumeAt_ = seekTo_;
  wire_ = Wire::Idle;
  startFill();
}

void SessionLogic::seekPlaying() {
  act(ClearCache{.position = seekTo_});
  resumeAt_ = seekTo_;
  ask({.verb = Verb::Play, .from = seekTo_});
}

void SessionLogic::seekEnded() {
  if (!connected_) {
    restart(true, seekTo_);
    return;
  }
  act(StartPlayout{});
  seekPlaying();
}

void SessionLogic::retry() {
  keepMessage_ = false;
  act(Unsay{});
  const bool play = user_ == UserState::Playing || playAfterSetup_;
  const std::optional<double> at = play ? continueFrom() : std::nullopt;
  keepCache_ = at && user_ == UserState::Playing;
  if (pending_) pending_.reset();
  restart(play, at);
}

void SessionLogic::switchToTcp() {
  if (!standard()) return;
  tcp_ = true;
  retry();
}

}  // namespace zoetrope::client
