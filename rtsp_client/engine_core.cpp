// SPDX-License-Identifier: MIT
#include "rtsp_client/engine_core.h"

#include "libstream/control/exit_codes.h"
#include "libstream/rtsp/message.h"
#include "rtsp_client/wire_course.h"
#include "rtsp_client/wire_standard.h"

#include <algorithm>
#include <utility>

namespace zoetrope::client {
namespace {

constexpr const char* kWriteHint = ": is the folder there, and may it be written?";

std::unique_ptr<WireDialect> makeWire(const Target& target, Random& random) {
  if (target.dialect == Dialect::Course) return std::make_unique<WireCourse>(target);
  return std::make_unique<WireStandard>(target, random);
}

}  // namespace

EngineCore::EngineCore(const EngineOptions& options, FrameSink& sink, EngineListener& listener)
    : listener_(listener),
      options_(options),
      conversation_(options.logFile),
      link_(loop_, *this),
      wire_(makeWire(options.target, random_)),
      stage_(loop_, options, sink, [this] { settle(); }),
      media_(loop_, random_, options.target.dialect, options.receiveBufferBytes, stage_, *this),
      logic_(options.target, options.transport, options.cacheFrames, stage_),
      timer_(loop_),
      publishTimer_(loop_) {
  status_ = makeStatus();
}

EngineCore::~EngineCore() = default;

void EngineCore::run() {
  checkFiles();
  logic_.start(loop_.now());
  settle();
  publish();
  loop_.run();
  media_.close();
  link_.close();
  const Result<void> saved = stage_.finishSaving();
  publish();
  {
    const std::lock_guard lock(mutex_);
    history_.finish(loop_.now(), counters_);
  }
  if (!saved) listener_.onEnded(control::ExitCode::CannotWrite, saved.error().message);
}

// Said before anything is played for nothing.
void EngineCore::checkFiles() {
  if (!conversation_.logOpened())
    listener_.onEnded(control::ExitCode::CannotWrite, "cannot write the log " + options_.logFile.string() + kWriteHint);
  else if (!stage_.savingPossible())
    listener_.onEnded(control::ExitCode::CannotWrite, "cannot write " + options_.saveFile.string() + kWriteHint);
}

void EngineCore::click(Event button) {
  logic_.click(button, loop_.now());
  settle();
}

void EngineCore::seek(double seconds) {
  logic_.seek(seconds, loop_.now());
  settle();
}

void EngineCore::leave() {
  logic_.leave(loop_.now());
  settle();
}

void EngineCore::settle() {
  if (settling_) return;
  settling_ = true;
  for (bool more = true; more;) {
    const std::vector<Action> actions = logic_.takeActions();
    for (const Action& action : actions) std::visit([this](const auto& what) { carryOut(what); }, action);
    const Ask* outstanding = logic_.outstanding();
    const bool asksForFrames = outstanding && outstanding->verb == Verb::Play;
    if (!asksForFrames) stage_.release();
    // What a PLAY brings is still to come, wherever the server was before.
    stage_.setEnded(logic_.wire() == Wire::Over && !asksForFrames);
    more = !actions.empty();
    if (stage_.playedOut() && logic_.state() == UserState::Playing) {
      logic_.onPlayedOut(loop_.now());
      more = true;
    }
  }
  settling_ = false;
  armTimer();
  publishIfChanged();
  if (logic_.left()) loop_.stop();
}

void EngineCore::carryOut(const OpenConnection&) {
  // Another session's numbers and timestamps do not continue what is held.
  stage_.onNewSession();
  wire_->onConnection();
  link_.open(options_.target.host, options_.target.port);
}

void EngineCore::carryOut(const CloseConnection&) {
  media_.close();
  link_.close();
}

void EngineCore::carryOut(const Send& send) {
  if (send.ask.verb == Verb::Setup && !openMedia(send.ask)) return;
  if (send.ask.verb == Verb::Play) {
    stage_.holdBack();
    media_.onPlaySent();
  }
  const std::string text = wire_->write(send.ask);
  conversation_.add(true, send.ask.preBuffer, clock_.wallNow(), text);
  askedAt_ = loop_.now();
  link_.send(text);
}

void EngineCore::carryOut(const StartPlayout&) {
  stage_.start();
  media_.stream().turnsChanged();
}

void EngineCore::carryOut(const StopPlayout&) {
  stage_.stop();
  media_.stream().turnsChanged();
}

bool EngineCore::openMedia(const Ask& ask) {
  media_.close();
  if (ask.tcp) return true;
  const auto opened = media_.open(link_.local(), options_.target.rtpPort);
  if (!opened) {
    logic_.onPortUnavailable(opened.error().message, loop_.now());
    return false;
  }
  wire_->setPorts(media_.rtpPort(), media_.rtcpPort());
  return true;
}

void EngineCore::carryOut(const Say& say) { message_ = say.message; }

void EngineCore::carryOut(const Finish& finish) {
  publish();
  listener_.onEnded(finish.code, finish.why);
}

void EngineCore::onLinkUp() {
  logic_.onConnected(loop_.now());
  settle();
}

void EngineCore::onLinkFailed(const LinkFailure& failure) {
  logic_.onConnectFailed(failure, loop_.now());
  settle();
}

void EngineCore::onLinkLost(const std::string& why) {
  logic_.onConnectionLost(why, loop_.now());
  settle();
}

void EngineCore::onLinkBytes(Bytes bytes) {
  readingLink_ = true;
  wire_->feed(bytes, loop_.now());
  takeWireEvents();
  readingLink_ = false;
  if (const auto came = std::exchange(mediaCame_, std::nullopt)) onMediaArrived(*came);
  settle();
}

// Each event is settled before the next, so that a reply finds the request that it answers.
void EngineCore::takeWireEvents() {
  while (auto event = wire_->next(loop_.now())) {
    const bool data = std::holds_alternative<ChannelData>(*event);
    std::visit([this](const auto& what) { take(what); }, *event);
    if (!data) settle();
  }
}

void EngineCore::take(const ReplyCame& reply) {
  note(false, reply.text);
  roundTrip_ = loop_.now() - askedAt_;
  shortestRoundTrip_ = std::min(shortestRoundTrip_.value_or(roundTrip_), roundTrip_);
  media_.stream().suggestRoundTrip(*shortestRoundTrip_);
  const Ask* outstanding = logic_.outstanding();
  if (outstanding) learnFrom(*outstanding, reply.facts);
  logic_.onReply(reply.facts, loop_.now());
  if (stage_.tookFrames()) logic_.onMedia(true, loop_.now());
}

void EngineCore::learnFrom(const Ask& ask, const ReplyFacts& facts) {
  if (!facts.ok()) return;
  switch (ask.verb) {
    case Verb::Setup:
      lossWatch_.restart();
      media_.begin(wire_->path(), link_.peer());
      [[fallthrough]];
    case Verb::Options:
    case Verb::Describe:
      logic_.movie() = wire_->movie();
      stage_.setFrameRate(wire_->movie().frameRate);
      stage_.setLoop(wire_->movie().loop);
      // Strangers' rates are not always true.
      media_.stream().setFrameRate(wire_->movie().ours ? wire_->movie().frameRate : 0);
      break;
    case Verb::Pause:
      media_.drain();
      break;
    case Verb::Play:
      media_.drain();
      media_.onPlay(wire_->lastPlay());
      stage_.onPlay(wire_->lastPlay(), ask.from);
      break;
    default:
      break;
  }
}

void EngineCore::take(const AskAgain& again) {
  note(false, again.replyText);
  note(true, again.request);
  link_.send(again.request);
  logic_.onAskedAgain(loop_.now());
}

void EngineCore::take(const AnswerServer& answer) {
  // The server asks here: its own request, not one of the pre-buffer's.
  conversation_.add(false, false, clock_.wallNow(), answer.requestText);
  conversation_.add(true, false, clock_.wallNow(), answer.reply);
  link_.send(answer.reply);
}

void EngineCore::take(const LateReply& late) { note(false, late.text); }

void EngineCore::take(const Unreadable& unreadable) {
  note(false, "(not readable: " + unreadable.reason + ")");
  logic_.onReply({.status = 0, .reason = unreadable.reason, .details = {}}, loop_.now());
  if (unreadable.fatal) logic_.onConnectionLost("what it sent cannot be read: " + unreadable.reason, loop_.now());
}

void EngineCore::note(bool request, const std::string& text) {
  const Ask* outstanding = logic_.outstanding();
  conversation_.add(request, outstanding && outstanding->preBuffer, clock_.wallNow(), text);
}

void EngineCore::onMediaArrived(MediaReceiver::Came came) {
  using Came = MediaReceiver::Came;
  if (readingLink_) {
    mediaCame_ = std::max(mediaCame_.value_or(came), came);
    return;
  }
  const bool frames = stage_.tookFrames();
  if (frames || came == Came::Usable)
    logic_.onMedia(frames, loop_.now());
  else if (came == Came::Unusable)
    logic_.onUnusableMedia();
  settle();
}

void EngineCore::onMediaBye() {
  if (stage_.tookFrames()) logic_.onMedia(true, loop_.now());
  logic_.onBye(loop_.now());
  settle();
}

void EngineCore::sendOnChannel(std::uint8_t channel, const ByteBuffer& packet) {
  ByteBuffer framed = rtsp::interleavedHeader(channel, static_cast<std::uint16_t>(packet.size()));
  append(framed, packet);
  link_.send(std::move(framed));
}

// A timer that is too early is harmless and cheaper than one set anew with each packet.
void EngineCore::armTimer() {
  std::optional<TimePoint> next = logic_.deadline();
  if (const auto wire = wire_->deadline(); wire && (!next || *wire < *next)) next = wire;
  if (!next || (timer_.pending() && armed_ && *armed_ <= *next)) return;
  armed_ = next;
  timer_.set(*next, [this] {
    armed_.reset();
    takeWireEvents();
    logic_.tick(loop_.now());
    settle();
  });
}

}  // namespace zoetrope::client
