// SPDX-License-Identifier: MIT
#include "rtsp_server/course_session.h"

#include "libstream/rtp/packet.h"

namespace zoetrope::server {

namespace {

// "Timestamp from the clock", as the handout has it: the wall clock's, in RTP's 90 kHz.
std::uint32_t clockTimestamp(const Clock& clock) {
  const double seconds = toSeconds(clock.wallNow().time_since_epoch());
  return static_cast<std::uint32_t>(static_cast<std::uint64_t>(seconds * rtp::kVideoClockRate));
}

}  // namespace

CourseSession::CourseSession(const World& world, const Config& config, std::shared_ptr<FrameSource> source,
                             std::unique_ptr<MediaOut> out, SessionLimits::Place place, Listener& listener)
    : listener_(listener),
      config_(config),
      source_(std::move(source)),
      out_(std::move(out)),
      place_(std::move(place)),
      packetizer_(config.options, world.random.next32()),
      rate_(makeRate(world.scheduler)),
      pump_({world.scheduler, world.post, *source_, packetizer_, *out_, *this, rate_.get()},
            clockTimestamp(world.clock)) {}

std::unique_ptr<SessionRate> CourseSession::makeRate(net::Scheduler& scheduler) {
  if (!config_.maxRateBps) return nullptr;
  const SessionRate::Parts parts{scheduler, *source_, packetizer_.form(), *out_};
  SessionRate::Listener& self = *this;
  return std::make_unique<SessionRate>(parts, SessionRate::Config{.maxBps = config_.maxRateBps}, self);
}

SessionName CourseSession::name() const {
  return {config_.id,           config_.peer,     config_.movieName, "course",
          transportWord(*out_), out_->describe(), stateWord(state_)};
}

void CourseSession::play() {
  if (state_ == rtsp::ServerState::Playing) return;
  state_ = rtsp::ServerState::Playing;
  std::size_t from = pump_.position();
  if (from >= source_->frameCount()) from = 0;
  // A movie that loops is numbered on for ever.
  if (from == 0 && !config_.loop) packetizer_.startAt(1);
  pump_.play(from, source_->frameCount(), 1.0, config_.loop);
  listener_.onSessionEvent(*this, "play", "plays from frame " + std::to_string(from + 1));
}

void CourseSession::pause() {
  if (state_ != rtsp::ServerState::Playing) return;
  state_ = rtsp::ServerState::Ready;
  pump_.pause();
  listener_.onSessionEvent(*this, "pause", "paused, " + sentText());
}

// The client hears nothing of it: the dialect has no word for the end.
void CourseSession::onRangeEnd() {
  state_ = rtsp::ServerState::Ready;
  listener_.onSessionEvent(*this, "end", "end of the movie, " + sentText());
}

std::string CourseSession::sentText() const {
  const FramePump::Counters& sent = pump_.counters();
  std::string text = std::to_string(sent.frames) + " frames sent";
  if (sent.framesLeftOut > 0) text += ", " + std::to_string(sent.framesLeftOut) + " frames left out";
  if (rate_)
    if (const std::string account = rate_->account(); !account.empty()) text += ", " + account;
  if (sent.packetsRefused > 0) text += ", " + std::to_string(sent.packetsRefused) + " packets refused by the system";
  return text;
}

}  // namespace zoetrope::server
