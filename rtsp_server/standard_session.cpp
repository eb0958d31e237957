// SPDX-License-Identifier: MIT
#include "rtsp_server/standard_session.h"

#include "libstream/rtsp/range_header.h"
#include "rtsp_server/limits.h"

namespace zoetrope::server {

StandardSession::StandardSession(const World& world, const Config& config, std::shared_ptr<FrameSource> source,
                                 std::unique_ptr<MediaOut> out, SessionLimits::Place place, Listener& listener)
    : world_(world),
      listener_(listener),
      config_(config),
      source_(std::move(source)),
      out_(std::move(out)),
      place_(std::move(place)),
      packetizer_({config.form, config.maxPacketBytes, out_->interleavedChannel(), world.random.next32(),
                   static_cast<std::uint16_t>(world.random.next32())}),
      rate_(makeRate()),
      pump_({world.scheduler, world.post, *source_, packetizer_, *out_, *this, rate_.get()}, world.random.next32()),
      rtcp_({world.scheduler, world.clock, world.random, *out_, pump_.clock()}, packetizer_.ssrc(), config.cname),
      life_(world.scheduler),
      orphan_(world.scheduler),
      stateTimer_(world.scheduler) {
  if (config_.rtxPayloadType)
    retransmitter_.emplace(Retransmitter::Parts{world.scheduler, *out_, rate_.get()},
                           rtp::RtxStream{*config_.rtxPayloadType, world.random.next32(),
                                          static_cast<std::uint16_t>(world.random.next32())});
  out_->setRtcpHandler([this](Bytes compound) { onRtcp(compound); });
  touch();
  checkLife();
  for (std::size_t number = 0; number < kFramesAhead; ++number) source_->prefetch(number, config_.form, 0);
}

StandardSession::~StandardSession() = default;

SessionName StandardSession::name() const {
  return {config_.id,           config_.peer,     config_.movieName, "standard",
          transportWord(*out_), out_->describe(), stateWord(state_)};
}

std::uint64_t StandardSession::bytesSent() const {
  return bytesGone(pump_.counters(), retransmitter_ ? retransmitter_->counters().bytes : 0, *out_);
}

std::optional<double> StandardSession::reportedLoss() const {
  const auto& block = rtcp_.statistics().lastBlock();
  if (!block) return std::nullopt;
  return block->fractionLost / 256.0;
}

std::unique_ptr<SessionRate> StandardSession::makeRate() {
  if (!config_.rate) return nullptr;
  const SessionRate::Parts parts{world_.scheduler, *source_, config_.form, *out_};
  SessionRate::Listener& self = *this;
  return std::make_unique<SessionRate>(parts, *config_.rate, self);
}

StandardSession::Start StandardSession::play(const PlayRange& range) {
  if (rtcp_.saidGoodbye()) {
    packetizer_.setSsrc(world_.random.next32());
    rtcp_.setSsrc(packetizer_.ssrc());
    if (retransmitter_) retransmitter_->clear();
  }
  state_ = rtsp::ServerState::Playing;
  pump_.play(range.first, range.end, range.speed, config_.loop && !range.hasEnd);
  rtcp_.start();
  if (rate_ && config_.tellsState) tellState();
  listener_.onSessionEvent(*this, "play",
                           "plays from " + rtsp::formatSeconds(static_cast<double>(range.first) / source_->fps()) +
                               " s" + (range.speed != 1.0 ? " at speed " + rtsp::formatSeconds(range.speed) : ""));
  return upcoming();
}

void StandardSession::pause() {
  if (state_ != rtsp::ServerState::Playing) return;
  state_ = rtsp::ServerState::Ready;
  pump_.pause();
  listener_.onSessionEvent(*this, "pause", "paused, " + sentText());
}

void StandardSession::touch() { lastLife_ = world_.scheduler.now(); }

void StandardSession::checkLife() {
  const TimePoint end = lastLife_ + config_.timeout;
  if (world_.scheduler.now() >= end) {
    listener_.onSessionOver(*this, "no sign of life for " + rtsp::formatSeconds(toSeconds(config_.timeout)) + " s");
    return;
  }
  life_.set(end, [this] { checkLife(); });
}

void StandardSession::onRtcp(Bytes compound) {
  RtcpSender::Received received;
  const bool alive = rtcp_.onReceived(compound, received);
  if (alive) touch();
  if (retransmitter_ && !received.nacks.empty()) retransmitter_->onNack(received.nacks);
  if (!rate_ || !alive) return;
  rate_->onHeard();
  if (received.fractionLost) rate_->onReceiverReport(*received.fractionLost);
  for (const rtcp::CongestionFeedback& feedback : received.feedback) rate_->onFeedback(feedback);
}

// Nothing but looked at: one that is lost is followed by another.
void StandardSession::tellState() {
  rtcp_.setState(rate_->state(ssrc(), pump_.counters().framesLeftOut));
  if (state_ != rtsp::ServerState::Playing) return;
  rtcp_.sayState();
  stateTimer_.setAfter(kStateInterval, [this] { tellState(); });
}

void StandardSession::onReceiverSilent() {
  listener_.onSessionEvent(*this, "silent",
                           "the receiver has said nothing for " + rtsp::formatSeconds(toSeconds(kSilenceOfReceiver)) +
                               " s: nothing is sent until it speaks again");
}

void StandardSession::onFrameBegun(const BatchPtr& batch) {
  if (retransmitter_) retransmitter_->onFrame(batch);
}

void StandardSession::onPacketsSent(std::size_t packets, std::size_t octets) {
  rtcp_.onSent(packets, octets);
  if (retransmitter_) retransmitter_->onSent(octets);
}

std::optional<std::uint16_t> StandardSession::lastSequence() const {
  if (!retransmitter_) return std::nullopt;
  return static_cast<std::uint16_t>(packetizer_.nextSequence() - 1);
}

bool StandardSession::onConnectionClosed() {
  if (!out_->onConnectionClosed()) return false;
  orphan_.setAfter(kOrphanTime, [this] {
    sayGoodbye();
    listener_.onSessionOver(*this, "its connection has been closed");
  });
  return true;
}

void StandardSession::onSourceFault() { onSourceGone("the file was cut short while it played"); }

void StandardSession::sayGoodbye() {
  const bool sentSomething = rtcp_.statistics().packets() > 0;
  pump_.stop();
  if (sentSomething && !rtcp_.saidGoodbye()) rtcp_.sayGoodbyeOnce();
}

void StandardSession::onRangeEnd() {
  state_ = rtsp::ServerState::Ready;
  if (pump_.position() < source_->frameCount()) {
    rtcp_.stop(lastSequence());
    listener_.onSessionEvent(*this, "range-end", "end of the range, " + sentText());
    return;
  }
  rtcp_.sayGoodbye(lastSequence());
  listener_.onSessionEvent(*this, "end", "end of the movie, " + sentText());
}

void StandardSession::onPaused() { rtcp_.stop(lastSequence()); }

void StandardSession::onSourceGone(const std::string& reason) {
  sayGoodbye();
  listener_.onSessionOver(*this, reason);
}

std::string StandardSession::sentText() const {
  const FramePump::Counters& sent = pump_.counters();
  std::string text = std::to_string(sent.frames) + " frames sent";
  if (sent.framesDropped > 0) text += ", " + std::to_string(sent.framesDropped) + " dropped (the reader is too slow)";
  if (sent.framesSkipped > 0) text += ", " + std::to_string(sent.framesSkipped) + " skipped";
  if (sent.framesLeftOut > 0) text += ", " + std::to_string(sent.framesLeftOut) + " frames left out";
  if (sent.packetsRefused > 0) text += ", " + std::to_string(sent.packetsRefused) + " packets refused by the system";
  if (rate_)
    if (const std::string account = rate_->account(); !account.empty()) text += ", " + account;
  if (retransmitter_ && retransmitter_->counters().asked > 0)
    text += ", " + std::to_string(retransmitter_->counters().resent) + " packets sent again of " +
            std::to_string(retransmitter_->counters().asked) + " asked for";
  return text;
}

}  // namespace zoetrope::server
