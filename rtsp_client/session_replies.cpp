// SPDX-License-Identifier: MIT
// What the connection and the server's answers do, by state.
#include "libstream/control/exit_codes.h"
#include "rtsp_client/messages.h"
#include "rtsp_client/session_logic.h"

#include <utility>

namespace zoetrope::client {
namespace {

constexpr int kNotFound = 404;
constexpr int kSessionNotFound = 454;
constexpr int kWrongState = 455;
constexpr int kUnsupportedTransport = 461;

}  // namespace

// What the server can do is asked ahead of any button, so that SETUP's own way is short.
void SessionLogic::connected() {
  wire_ = Wire::Open;
  if (standard()) ask({.verb = Verb::Options});
}

void SessionLogic::noServer() {
  wish_.reset();
  playAfterSetup_ = false;
  connected_ = false;
  wire_ = Wire::Closed;
  act(CloseConnection{});
  fail(control::ExitCode::CannotConnect, messages::noServer(target_, failure_));
}

// A server that lets an idle connection go is no news: Setup opens another one.
void SessionLogic::lostBeforeSession() {
  const bool asking = pending_ && pending_->ask.verb != Verb::Options;
  const bool wanted = wish_.has_value();
  pending_.reset();
  wish_.reset();
  wire_ = Wire::Closed;
  if (asking || wanted) fail(control::ExitCode::CannotConnect, messages::connectionLost(target_, why_));
}

void SessionLogic::lostSession() {
  const bool playing = user_ == UserState::Playing;
  // What is held goes with the session: to be asked for again, from the first frame that was not shown.
  const bool seekable = standard() && movie_.length() >= 0;
  const auto at = seekable ? std::optional(resumeAt_.value_or(movie_.within(cache_.firstSeconds()))) : std::nullopt;
  dropSession();
  playAfterSetup_ = playing;
  resumeAt_ = playing ? at : std::nullopt;
  fail(control::ExitCode::CannotConnect, messages::connectionLost(target_, why_));
}

// Everything is here: the cache plays on, the last picture stays.
void SessionLogic::lostAfterEnd() {
  pending_.reset();
  keepAliveAt_.reset();
}

void SessionLogic::described() {
  if (!movie_.hasJpeg) {
    fail(control::ExitCode::Refused, messages::noJpeg(target_, movie_.otherStreams));
    return;
  }
  ask({.verb = Verb::Setup, .tcp = tcp_});
}

void SessionLogic::setUpDone() {
  enter(UserState::Ready, Wire::Idle);
  cacheKept_ = false;
  if (!std::exchange(keepMessage_, false)) say(messages::connected(target_, tcp_));
  mediaSeen_ = false;
  filledOnce_ = false;
  if (standard()) keepAliveAt_ = now_ + movie_.sessionTimeout / 2;
  if (std::exchange(playAfterSetup_, false))
    playFromCache();
  else if (!playsNext())
    startFill();
}

// A click that waits has other plans than to see the cache fill.
bool SessionLogic::playsNext() const {
  return wish_ == Event::ClickPlay || wish_ == Event::ClickTeardown || wish_ == Event::ClickSeek;
}

void SessionLogic::playAccepted() {
  enter(UserState::Playing, Wire::Sending);
  beginWaitingForMedia();
}

void SessionLogic::fillAccepted() {
  wire_ = Wire::Filling;
  beginWaitingForMedia();
  if (lastMedia_) fillProgress();
}

void SessionLogic::paused() {
  user_ = UserState::Ready;
  if (wire_ == Wire::Sending) wire_ = Wire::Idle;
}

void SessionLogic::fillPaused() {
  filledOnce_ = true;
  wire_ = Wire::Idle;
}

// A standard server comes to the end of the range by itself; what is sent until then finds no room and is asked for
// again.
void SessionLogic::fillNotPaused(const std::string& why) {
  if (!standard()) return giveUpFilling(why);
  if (wire_ == Wire::Filling) fillEnded();
}

void SessionLogic::tornDown() {
  const bool again = std::exchange(restarting_, false);
  dropSession();
  if (leaving_) {
    left_ = true;
  } else if (again) {
    reconnect();
  } else {
    prefetch_.reset();
    wish_.reset();
  }
}

// The refused request is still outstanding here, so that the steps can see what it was.
void SessionLogic::refused() {
  const Ask ask = std::exchange(pending_, std::nullopt)->ask;
  if (reply_.status == kSessionNotFound && user_ != UserState::Init && ask.verb != Verb::Teardown) {
    dropSession();
    fail(control::ExitCode::Failure, messages::sessionExpired(target_));
    return;
  }
  switch (ask.verb) {
    case Verb::Describe:
    case Verb::Setup:
      return refusedSetup();
    case Verb::Play:
      return ask.preBuffer ? giveUpFilling(reply_.reason) : refusedPlay();
    case Verb::Pause:
      return ask.preBuffer ? fillNotPaused(reply_.reason) : refusedPause();
    case Verb::Teardown:
      return tornDown();
    case Verb::Options:
    case Verb::KeepAlive:
      return;
  }
}

void SessionLogic::refusedSetup() {
  if (reply_.status == kUnsupportedTransport && transport_ == Transport::Auto && standard() && !tcp_) {
    tcp_ = true;
    keepMessage_ = true;
    say(messages::tryingTcp("The server does not send over UDP"));
    ask({.verb = Verb::Setup, .tcp = true});
    return;
  }
  wish_.reset();
  playAfterSetup_ = false;
  const auto code = reply_.status == kNotFound ? control::ExitCode::NotFound : control::ExitCode::Refused;
  fail(code, messages::setupRefused(target_, reply_));
}

// After a filling that went well, the refusal of the rest means that the server is not made for that.
void SessionLogic::refusedPlay() {
  if (standard() && filledOnce_ && user_ == UserState::Ready && !prefetch_.off()) {
    prefetch_.turnOff();
    restartKeepingCache(messages::fillingFailed(reply_.reason));
    return;
  }
  if (user_ != UserState::Playing) act(StopPlayout{});
  fail(control::ExitCode::Refused, messages::requestRefused(target_, Verb::Play, reply_));
}

// A server that has just come to the end has nothing left to pause.
void SessionLogic::refusedPause() {
  if (reply_.status == kWrongState) {
    user_ = UserState::Ready;
    wire_ = reachedEnd() ? Wire::Over : Wire::Idle;
    return;
  }
  act(StartPlayout{});
  say(messages::requestRefused(target_, Verb::Pause, reply_));
}

void SessionLogic::noReply() {
  const Ask ask = std::exchange(pending_, std::nullopt)->ask;
  switch (ask.verb) {
    case Verb::Describe:
    case Verb::Setup:
      return noReplyToSetup();
    case Verb::Play:
      return ask.preBuffer ? giveUpFilling("it did not answer") : noReplyToPlay();
    case Verb::Pause:
      return ask.preBuffer ? fillNotPaused("it did not pause") : noReplyToPause();
    case Verb::Teardown:
      return tornDown();
    case Verb::Options:
    case Verb::KeepAlive:
      return;
  }
}

void SessionLogic::noReplyToSetup() {
  wish_.reset();
  playAfterSetup_ = false;
  dropSession();
  fail(control::ExitCode::Stalled, messages::setupUnanswered(target_));
}

void SessionLogic::noReplyToPlay() {
  if (user_ != UserState::Playing) act(StopPlayout{});
  const Message message =
      standard() ? messages::requestUnanswered(target_, Verb::Play) : messages::playUnanswered(target_);
  fail(control::ExitCode::Stalled, message);
}

void SessionLogic::noReplyToPause() {
  act(StartPlayout{});
  fail(control::ExitCode::Stalled, messages::requestUnanswered(target_, Verb::Pause));
}

}  // namespace zoetrope::client
