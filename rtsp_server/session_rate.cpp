// SPDX-License-Identifier: MIT
#include "rtsp_server/session_rate.h"

#include "libstream/rtp/packet.h"
#include "libstream/rtsp/range_header.h"
#include "rtsp_server/limits.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace zoetrope::server {

SessionRate::SessionRate(const Parts& parts, const Config& config, Listener& listener)
    : parts_(parts),
      listener_(listener),
      config_(config),
      path_({.startBps = kStartBps, .minBps = kLeastBps, .maxBps = config.maxBps.value_or(kMostBps)}),
      chooser_(parts.source.averageFrameBytes(), parts.source.fps()),
      again_(kResentWindow),
      timer_(parts.scheduler) {
  parts_.source.measureLadder(parts_.form);
}

void SessionRate::start() {
  const TimePoint now = parts_.scheduler.now();
  if (!running_ && now >= stoppedAt_ + kPathForgotten) {
    path_.restart(now);
    queue_.restart();
  }
  running_ = true;
  startedAt_ = now;
  if (config_.feedback == Feedback::Arrivals || config_.feedback == Feedback::Queue) tick();
}

void SessionRate::stop() {
  running_ = silent_ = false;
  stoppedAt_ = parts_.scheduler.now();
  timer_.cancel();
}

void SessionRate::tick() {
  const TimePoint now = parts_.scheduler.now();
  if (config_.feedback == Feedback::Queue) {
    queue_.onTick(bytesGiven_, parts_.out.queuedBytes(), now);
    changed();
  } else if (!silent_) {
    if (now >= std::max(heardAt_, startedAt_) + kSilenceOfReceiver) {
      silent_ = true;
      listener_.onReceiverSilent();
    } else if (now >= startedAt_ + kFirstFeedback) {
      path_.onTick(now);
      changed();
    }
  }
  timer_.set(now + kRateTick, [this] { tick(); });
}

void SessionRate::changed() {
  if (const auto allowed = pathBps(); allowed && chooser_.limited())
    leastAllowed_ = leastAllowed_ == 0 ? *allowed : std::min(leastAllowed_, *allowed);
  listener_.onRateChanged();
}

bool SessionRate::starting() const { return config_.feedback == Feedback::Arrivals && path_.starting(); }

std::optional<double> SessionRate::pathBps() const {
  switch (config_.feedback) {
    case Feedback::Arrivals:
      return path_.rateBps();
    case Feedback::Reports:
      return reports_.rateBps();
    case Feedback::Queue:
      return queue_.rateBps();
    case Feedback::Nothing:
      break;
  }
  return std::nullopt;
}

std::optional<double> SessionRate::allowedBps() const {
  const auto path = pathBps();
  if (!path || !config_.maxBps) return path ? path : config_.maxBps;
  return std::min(*path, *config_.maxBps);
}

std::optional<double> SessionRate::frameBps() const {
  const auto allowed = allowedBps();
  if (!allowed) return std::nullopt;
  const double again = again_.perSecond(parts_.scheduler.now()) * 8;
  return std::max(*allowed - again, *allowed * kLeastShareOfFrames);
}

QualityChooser::Choice SessionRate::choose(Duration late, bool mayWait) {
  const auto ladder = parts_.source.ladder(parts_.form);
  // While the path's capacity is being found, what it allows says nothing yet.
  const auto allowed = starting() ? config_.maxBps : frameBps();
  QualityChooser::Choice choice =
      chooser_.choose(*ladder, allowed, mayWait ? Duration::zero() : late, parts_.scheduler.now());
  if (config_.feedback == Feedback::Queue && queue_.age() > kTcpQueueAge && !mayWait) choice.leaveOut = true;
  if (mayWait || starting()) choice.leaveOut = false;
  worstRung_ = std::max(worstRung_, choice.rung);
  return choice;
}

Duration SessionRate::leastTime(std::size_t frameBytes) const {
  const auto allowed = frameBps();
  if (!allowed) return Duration::zero();
  return fromSeconds(static_cast<double>(frameBytes) * 8 * QualityChooser::kOverhead / *allowed);
}

bool SessionRate::affords(std::size_t frameBytes) const {
  return toSeconds(leastTime(frameBytes)) <= kMostFrameTimes / parts_.source.fps();
}

void SessionRate::onFrame(std::size_t rung, std::size_t frameBytes) {
  chooser_.onFrame(*parts_.source.ladder(parts_.form), rung, frameBytes);
}

void SessionRate::onSent(const rtp::PacketBatch& batch, std::size_t first, std::size_t count, bool again,
                         TimePoint before) {
  std::size_t bytes = 0;
  for (std::size_t i = first; i < first + count; ++i) {
    const std::size_t size = batch.packetSize(i) + config_.packetOverhead;
    bytes += size;
    if (config_.feedback != Feedback::Arrivals) continue;
    const auto header = rtp::parseRtp(batch.header(i));
    if (header) sent_.onSent(header->header.ssrc, header->header.sequence, size, before);
  }
  bytesGiven_ += bytes;
  if (again) again_.add(bytes, before);
}

// The report's clock wraps after 18 hours.
std::optional<Duration> SessionRate::arrivalOf(const rtcp::CongestionFeedback& feedback,
                                               const rtcp::ArrivalReport& report) {
  if (!report.offset) return std::nullopt;
  const std::int64_t clock = reportClock_.extend(feedback.timestamp);
  return Duration(std::chrono::seconds(clock >> 16)) + fromNtpShort(static_cast<std::uint32_t>(clock & 0xFFFF)) -
         *report.offset;
}

void SessionRate::onFeedback(const rtcp::CongestionFeedback& feedback) {
  if (config_.feedback != Feedback::Arrivals) return;
  const TimePoint now = parts_.scheduler.now();
  std::vector<congestion::PacketFate> fates;
  std::vector<congestion::Arrival> arrivals;
  for (const rtcp::StreamFeedback& stream : feedback.streams) {
    arrivals.clear();
    for (const rtcp::ArrivalReport& report : stream.packets)
      arrivals.push_back({report.received, arrivalOf(feedback, report)});
    sent_.onReport(stream.ssrc, stream.beginSequence, arrivals, fates);
  }
  // A report of nothing says only that the receiver is there.
  if (!feedback.streams.empty()) path_.onFeedback(fates, now);
  changed();
}

void SessionRate::onHeard() {
  heardAt_ = parts_.scheduler.now();
  if (!silent_) return;
  silent_ = false;
  path_.restart(heardAt_);
  startedAt_ = heardAt_;
  changed();
}

void SessionRate::onReceiverReport(std::uint8_t fractionLost) {
  if (config_.feedback != Feedback::Reports) return;
  const TimePoint now = parts_.scheduler.now();
  if (running_ && reportAt_ && now > *reportAt_) {
    const double sent = static_cast<double>(bytesGiven_ - bytesAtReport_) * 8 / toSeconds(now - *reportAt_);
    reports_.onReport(fractionLost, sent, now);
    changed();
  }
  reportAt_ = now;
  bytesAtReport_ = bytesGiven_;
}

rtcp::SenderState SessionRate::state(std::uint32_t ssrc, std::uint64_t framesLeftOut) const {
  const auto ladder = parts_.source.ladder(parts_.form);
  const std::size_t rung = std::min(chooser_.rung(), ladder->size() - 1);
  rtcp::SenderState state;
  state.ssrc = ssrc;
  state.rung = static_cast<std::uint16_t>(rung);
  state.rungs = static_cast<std::uint16_t>(ladder->size());
  state.sharePermille = static_cast<std::uint16_t>(
      std::clamp((*ladder)[rung].share * rtcp::SenderState::kWholeShare, 1.0, double{rtcp::SenderState::kWholeShare}));
  if (rung == 0) state.sharePermille = rtcp::SenderState::kWholeShare;
  state.halfSize = (*ladder)[rung].halfSize;
  state.limited = chooser_.limited();
  state.allowedKbps = static_cast<std::uint32_t>(std::clamp(allowedBps().value_or(0) / 1000, 0.0, 4e9));
  state.framesSkipped = static_cast<std::uint32_t>(framesLeftOut);
  return state;
}

std::string SessionRate::account() const {
  if (worstRung_ == 0) return {};
  std::string text = "quality down to step " + std::to_string(worstRung_) + " of " +
                     std::to_string(parts_.source.ladder(parts_.form)->size() - 1);
  if (leastAllowed_ > 0)
    text += " where " + rtsp::formatSeconds(std::round(leastAllowed_ / 1e5) / 10) + " Mbit/s were allowed";
  return text;
}

}  // namespace zoetrope::server
