// SPDX-License-Identifier: MIT
#include "rtsp_server/frame_pump.h"

#include "rtsp_server/limits.h"

#include <algorithm>

namespace zoetrope::server {

FramePump::FramePump(const Parts& parts, std::uint32_t firstTimestamp)
    : parts_(parts), clock_(parts.source.fps(), firstTimestamp), timer_(parts.scheduler) {}

void FramePump::play(std::size_t first, std::size_t end, double speed, bool wrap) {
  const TimePoint now = parts_.scheduler.now();
  next_ = first;
  end_ = end;
  wrap_ = wrap;
  playing_ = true;
  remedySince_.reset();
  clock_.start(batch_ ? std::max(now, batchEnd_) : now, speed);
  for (std::size_t ahead = 0; ahead < kFramesAhead; ++ahead)
    parts_.source.prefetch(first + ahead, parts_.packetizer.form(), 0);
  wakeAt(now);
}

void FramePump::pause() {
  playing_ = false;
  if (batch_) return;
  timer_.cancel();
  clock_.stop();
  parts_.listener.onPaused();
}

void FramePump::stop() {
  playing_ = false;
  batch_.reset();
  timer_.cancel();
  clock_.stop();
}

void FramePump::run() {
  if (running_) return;
  running_ = true;
  const std::weak_ptr<FramePump*> alive = self_;
  while (step() == Step::Again) {
    if (alive.expired()) return;
  }
  if (!alive.expired()) running_ = false;
}

// After a call of the listener a step returns at once: the pump may be gone.
FramePump::Step FramePump::step() {
  const TimePoint now = parts_.scheduler.now();
  if (batch_) return sendSome(now);
  if (!playing_) return Step::Wait;
  if (next_ >= end_ && !wrap_) return endRange(now);
  if (now < clock_.nextDue()) {
    wakeAt(clock_.nextDue());
    return Step::Wait;
  }
  return beginFrame(now);
}

FramePump::Step FramePump::endRange(TimePoint now) {
  // The last frame has its time too: what says that it was the last comes when a next one would.
  if (now < clock_.nextDue()) {
    wakeAt(clock_.nextDue());
    return Step::Wait;
  }
  playing_ = false;
  clock_.stop();
  parts_.listener.onRangeEnd();
  return Step::Wait;
}

FramePump::Step FramePump::beginFrame(TimePoint now) {
  if (next_ >= end_) next_ = 0;
  FrameAnswer answer = parts_.source.get(next_, parts_.packetizer.form(), 0, wakeFromAnywhere());
  switch (answer.kind) {
    case FrameAnswer::Kind::Ready:
      return sendFrame(std::move(answer), now);
    case FrameAnswer::Kind::Pending:
      return waitForRemedy(now);
    case FrameAnswer::Kind::Unplayable:
      if (remedySince_) clock_.delayTo(now);
      return skipFrame(counters_.framesSkipped);
    case FrameAnswer::Kind::Gone:
      break;
  }
  return gone(answer.reason);
}

FramePump::Step FramePump::waitForRemedy(TimePoint now) {
  if (!remedySince_) remedySince_ = now;
  if (now - *remedySince_ > kRemedyPatience) {
    clock_.delayTo(now);
    return skipFrame(counters_.framesSkipped);
  }
  // The media time that reports tell must not run on and come back.
  clock_.hold();
  // The helper wakes us; the timer is for the case that none was free to begin.
  wakeAt(now + clock_.interval());
  return Step::Wait;
}

FramePump::Step FramePump::sendFrame(FrameAnswer answer, TimePoint now) {
  const Duration late = now - clock_.nextDue();
  if (late > kMaxLag || remedySince_) clock_.delayTo(now);
  remedySince_.reset();
  if (!parts_.out.hasRoomFor(answer.frame->body.size())) return skipFrame(counters_.framesDropped);
  BatchPtr batch = parts_.packetizer.packetize(*answer.frame, clock_.nextTimestamp());
  if (batch->empty()) return skipFrame(counters_.framesSkipped);
  batch_ = std::move(batch);
  parts_.listener.onFrameBegun(batch_);
  takeFrame();
  batchEnd_ = clock_.nextDue();
  // Who is late has less time for the frame, but never throws it out at once.
  pacer_.begin(now, std::max(batchEnd_ - now, clock_.interval() / 2), batch_->size());
  return Step::Again;
}

FramePump::Step FramePump::skipFrame(std::uint64_t& counter) {
  ++counter;
  takeFrame();
  remedySince_.reset();
  return Step::Again;
}

void FramePump::takeFrame() {
  clock_.takeSlot();
  ++next_;
  parts_.source.prefetch(next_ + kFramesAhead - 1, parts_.packetizer.form(), 0);
}

FramePump::Step FramePump::sendSome(TimePoint now) {
  while (!pacer_.done()) {
    const std::size_t due = pacer_.due(now);
    if (due == 0) {
      wakeAt(*pacer_.nextTime());
      return Step::Wait;
    }
    const std::size_t first = pacer_.sent();
    const MediaOut::Sent sent = parts_.out.send(batch_, first, due);
    if (sent.fault) return gone("the file was cut short while it played");
    pacer_.onSent(sent.done);
    counters_.packetsRefused += sent.lost;
    countSent(first, sent);
    if (sent.tryLater && now > batchEnd_ + clock_.interval()) {
      // A whole interval behind: what is left of this frame would only delay the next.
      counters_.packetsRefused += pacer_.remaining();
      break;
    }
    if (sent.tryLater) {
      wakeAt(now + kSendRetry);
      return Step::Wait;
    }
  }
  return finishFrame();
}

// Which packets of a train the system refused is not known, only how many: their share of the octets is left out.
void FramePump::countSent(std::size_t first, const MediaOut::Sent& sent) {
  const std::size_t gone = sent.done - std::min(sent.lost, sent.done);
  if (gone == 0) return;
  std::size_t octets = 0;
  for (std::size_t i = first; i < first + sent.done; ++i) octets += parts_.packetizer.payloadOctets(*batch_, i);
  octets = octets * gone / sent.done;
  counters_.packets += gone;
  counters_.bytes += octets;
  parts_.listener.onPacketsSent(gone, octets);
}

FramePump::Step FramePump::finishFrame() {
  batch_.reset();
  ++counters_.frames;
  if (playing_) return Step::Again;
  clock_.stop();
  parts_.listener.onPaused();
  return Step::Wait;
}

FramePump::Step FramePump::gone(const std::string& reason) {
  stop();
  parts_.listener.onSourceGone(reason);
  return Step::Wait;
}

void FramePump::wakeAt(TimePoint when) {
  timer_.set(when, [this] { run(); });
}

std::function<void()> FramePump::wakeFromAnywhere() {
  return [post = parts_.post, self = std::weak_ptr(self_)] {
    post([self] {
      if (const auto pump = self.lock()) (*pump)->run();
    });
  };
}

}  // namespace zoetrope::server
