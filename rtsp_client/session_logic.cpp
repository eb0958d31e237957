// SPDX-License-Identifier: MIT
#include "rtsp_client/session_logic.h"

#include "libstream/control/exit_codes.h"
#include "rtsp_client/messages.h"
#include "rtsp_client/session_table.h"

#include <algorithm>
#include <utility>

namespace zoetrope::client {
namespace {

Event eventOfReply(const Ask& ask) {
  switch (ask.verb) {
    case Verb::Options:
      return Event::OptionsDone;
    case Verb::Describe:
      return Event::Described;
    case Verb::Setup:
      return Event::SetUp;
    case Verb::Play:
      return ask.preBuffer ? Event::FillAccepted : Event::PlayAccepted;
    case Verb::Pause:
      return ask.preBuffer ? Event::FillPauseAccepted : Event::PauseAccepted;
    case Verb::Teardown:
      return Event::TornDown;
    case Verb::KeepAlive:
      return Event::KeptAlive;
  }
  return Event::KeptAlive;
}

constexpr double kQuietFrames = 3;

void soonest(std::optional<TimePoint>& first, std::optional<TimePoint> other) {
  if (other && (!first || *other < *first)) first = other;
}

}  // namespace

SessionLogic::SessionLogic(Target target, Transport transport, int cacheFrames, const CacheView& cache)
    : cache_(cache),
      target_(std::move(target)),
      transport_(transport),
      prefetch_(target_.dialect, cacheFrames),
      tcp_(transport == Transport::Tcp && target_.dialect == Dialect::Standard) {}

void SessionLogic::start(TimePoint now) {
  now_ = now;
  wire_ = Wire::Connecting;
  act(OpenConnection{});
}

void SessionLogic::click(Event button, TimePoint now) {
  now_ = now;
  const bool atOnce = button == Event::ClickRetry || button == Event::ClickTcp;
  if (pending_ && !atOnce) {
    wish_ = button;
    return;
  }
  dispatch(button);
}

void SessionLogic::seek(double seconds, TimePoint now) {
  now_ = now;
  if (!canSeek()) return;
  // Behind its last frame the movie has no place to begin at.
  seekTo_ = std::clamp(seconds, 0.0, std::max(0.0, movie_.length() - 1 / movie_.rate()));
  if (cache_.holds(*seekTo_) && user_ != UserState::Ended) {
    act(SkipTo{*seekTo_});
    return;
  }
  click(Event::ClickSeek, now);
}

void SessionLogic::leave(TimePoint now) {
  now_ = now;
  wish_.reset();
  leaving_ = true;
  restarting_ = false;
  act(StopPlayout{});
  const bool session = wire_ >= Wire::Idle && connected_;
  if (session) {
    ask({.verb = Verb::Teardown}, kTeardownTimeout);
  } else {
    tornDown();
  }
}

void SessionLogic::onConnected(TimePoint now) {
  now_ = now;
  connected_ = true;
  dispatch(Event::Connected);
  carryOn();
}

void SessionLogic::onConnectFailed(LinkFailure failure, TimePoint now) {
  now_ = now;
  failure_ = std::move(failure);
  dispatch(Event::ConnectFailed);
}

void SessionLogic::onConnectionLost(std::string why, TimePoint now) {
  now_ = now;
  why_ = std::move(why);
  connected_ = false;
  const bool tearingDown = pending_ && pending_->ask.verb == Verb::Teardown;
  act(CloseConnection{});
  dispatch(tearingDown ? Event::TornDown : Event::ConnectionLost);
}

void SessionLogic::onPortUnavailable(const std::string& why, TimePoint now) {
  now_ = now;
  pending_.reset();
  wish_.reset();
  playAfterSetup_ = false;
  fail(control::ExitCode::PortUnavailable, messages::portUnavailable(target_, why));
}

void SessionLogic::onReply(const ReplyFacts& reply, TimePoint now) {
  if (!pending_) return;
  now_ = now;
  reply_ = reply;
  if (reply.ok()) {
    const Event event = eventOfReply(pending_->ask);
    pending_.reset();
    dispatch(event);
  } else {
    dispatch(Event::Refused);
  }
  carryOn();
}

void SessionLogic::onAskedAgain(TimePoint now) {
  if (pending_) pending_->deadline = now + pending_->timeout;
}

void SessionLogic::onMedia(bool frames, TimePoint now) {
  now_ = now;
  mediaSeen_ = true;
  lastMedia_ = now;
  lastSilence_ = Event::Frame;
  if (!frames) return;
  lastFrames_ = now;
  pictureDueAt_.reset();
  if (std::exchange(noPictureSaid_, false)) act(Unsay{});
  resumeAt_.reset();
  dispatch(Event::Frame);
}

void SessionLogic::onBye(TimePoint now) {
  now_ = now;
  dispatch(Event::Bye);
}

void SessionLogic::onPlayedOut(TimePoint now) {
  now_ = now;
  dispatch(Event::PlayedOut);
}

void SessionLogic::warn(Message message, TimePoint now) {
  now_ = now;
  say(std::move(message));
}

void SessionLogic::tick(TimePoint now) {
  now_ = now;
  if (pending_ && now >= pending_->deadline) {
    dispatch(Event::NoReply);
    carryOn();
  }
  tickMedia();
  if (keepAliveAt_ && now >= *keepAliveAt_) {
    keepAliveAt_ = now + movie_.sessionTimeout / 2;
    if (!pending_) ask({.verb = Verb::KeepAlive});
  }
}

// Each kind of silence is told once; whatever comes starts them anew.
void SessionLogic::tickMedia() {
  if (!acceptedAt_ || (wire_ != Wire::Filling && wire_ != Wire::Sending)) return;
  const auto tell = [this](Event event) {
    lastSilence_ = event;
    dispatch(event);
  };
  if (!lastMedia_) {
    if (lastSilence_ == Event::Frame && now_ >= *acceptedAt_ + kSilenceTime) tell(Event::Nothing);
    return;
  }
  tickPicture();
  const Duration silent = now_ - *lastMedia_;
  if (lastSilence_ == Event::Frame && silent >= quietTime()) tell(Event::Quiet);
  if (lastSilence_ == Event::Quiet && silent >= silenceTime()) tell(Event::Silence);
  if (lastSilence_ == Event::Silence && silent >= kGoneTime) tell(Event::Gone);
}

// Something comes, but no frame of it is whole.
void SessionLogic::tickPicture() {
  if (!pictureDueAt_ || now_ < *pictureDueAt_) return;
  pictureDueAt_.reset();
  noPictureSaid_ = true;
  say(messages::noPicture());
}

std::optional<TimePoint> SessionLogic::deadline() const {
  std::optional<TimePoint> first;
  if (pending_) first = pending_->deadline;
  if (!pending_) soonest(first, keepAliveAt_);
  if (!acceptedAt_ || (wire_ != Wire::Filling && wire_ != Wire::Sending)) return first;
  if (!lastMedia_) {
    if (lastSilence_ == Event::Frame) soonest(first, *acceptedAt_ + kSilenceTime);
    return first;
  }
  soonest(first, pictureDueAt_);
  if (lastSilence_ == Event::Frame) soonest(first, *lastMedia_ + quietTime());
  if (lastSilence_ == Event::Quiet) soonest(first, *lastMedia_ + silenceTime());
  if (lastSilence_ == Event::Silence) soonest(first, *lastMedia_ + kGoneTime);
  return first;
}

bool SessionLogic::canSetup() const { return user_ == UserState::Init && !pending_ && wire_ != Wire::Connecting; }

bool SessionLogic::canPlay() const {
  const bool asked = pending_ && pending_->ask.verb == Verb::Play && !pending_->ask.preBuffer;
  return (user_ == UserState::Ready || user_ == UserState::Ended) && !asked;
}

bool SessionLogic::canPause() const {
  const bool asked = pending_ && pending_->ask.verb == Verb::Pause;
  return user_ == UserState::Playing && !asked && movie_.canPause;
}

bool SessionLogic::canTeardown() const {
  return user_ != UserState::Init && !(pending_ && pending_->ask.verb == Verb::Teardown);
}

bool SessionLogic::canSeek() const { return standard() && user_ != UserState::Init && movie_.length() > 0; }

void SessionLogic::dispatch(Event event) { (this->*SessionTable::find(user_, wire_, event))(); }

// The click that had to wait goes out as soon as nothing is outstanding.
void SessionLogic::carryOn() {
  if (pending_ || !wish_ || wire_ == Wire::Connecting) return;
  dispatch(*std::exchange(wish_, std::nullopt));
}

void SessionLogic::ask(const Ask& ask, Duration timeout) {
  pending_ = Pending{ask, now_ + timeout, timeout};
  askedAt_ = now_;
  if (ask.verb == Verb::Play) unusableSeen_ = false;
  act(Send{ask});
}

void SessionLogic::say(Message message) {
  message.id = ++messages_;
  act(Say{std::move(message)});
}

void SessionLogic::fail(control::ExitCode code, Message message) {
  const std::string text = message.text;
  keepMessage_ = false;
  if (std::exchange(cacheKept_, false)) act(ClearCache{});
  say(std::move(message));
  finish(code, text);
}

void SessionLogic::enter(UserState user, Wire wire) {
  user_ = user;
  wire_ = wire;
}

void SessionLogic::beginWaitingForMedia() {
  acceptedAt_ = now_;
  // Datagrams overtake replies.
  if (lastMedia_ && *lastMedia_ <= askedAt_) lastMedia_.reset();
  lastSilence_ = Event::Frame;
  const bool seen = lastFrames_ && *lastFrames_ > askedAt_;
  pictureDueAt_ = seen ? std::nullopt : std::optional(now_ + silenceTime());
}

// Back to INIT without a word to the server.
void SessionLogic::dropSession() {
  act(StopPlayout{});
  cacheKept_ = std::exchange(keepCache_, false);
  if (!cacheKept_) act(ClearCache{});
  pending_.reset();
  keepAliveAt_.reset();
  acceptedAt_.reset();
  pictureDueAt_.reset();
  noPictureSaid_ = false;
  mediaSeen_ = false;
  filledOnce_ = false;
  if (connected_) act(CloseConnection{});
  connected_ = false;
  enter(UserState::Init, Wire::Closed);
}

// A new connection and session on the way that is now chosen, and on with playing when `play`.
void SessionLogic::restart(bool play, std::optional<double> at) {
  playAfterSetup_ = play;
  resumeAt_ = at;
  wish_.reset();
  if (wire_ >= Wire::Idle && connected_) {
    restarting_ = true;
    act(StopPlayout{});
    ask({.verb = Verb::Teardown}, kTeardownTimeout);
    return;
  }
  dropSession();
  reconnect();
}

// The server, not the user, makes a new session necessary: what is held plays on from there.
void SessionLogic::restartKeepingCache(Message why) {
  const std::optional<double> at = continueFrom();
  say(std::move(why));
  keepMessage_ = true;
  keepCache_ = true;
  restart(true, at);
}

// Between the frames of a slow movie it is quiet, too.
Duration SessionLogic::quietTime() const {
  if (movie_.frameRate <= 0) return kQuietTime;
  return std::max(kQuietTime, fromSeconds(kQuietFrames / movie_.frameRate));
}

bool SessionLogic::reachedEnd() const {
  if (!standard() || movie_.duration < 0) return false;
  return cache_.nextSeconds() >= movie_.duration - 0.5 / movie_.rate();
}

std::optional<double> SessionLogic::continueFrom() const {
  if (!standard() || movie_.length() < 0) return std::nullopt;
  if (resumeAt_) return resumeAt_;
  const double place = movie_.within(std::max(0.0, cache_.nextSeconds()));
  const bool isNextRound = movie_.loop > 0 && place >= movie_.loop - 0.5 / movie_.rate();
  return isNextRound ? 0 : place;
}

}  // namespace zoetrope::client
