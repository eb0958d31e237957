// SPDX-License-Identifier: MIT
#include "rtsp_server/frame_pump.h"

#include "rtsp_server/limits.h"

#include <algorithm>
#include <utility>

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
  if (parts_.rate != nullptr) parts_.rate->start();
  wakeAt(now);
}

void FramePump::pause() {
  playing_ = false;
  if (batch_) return;
  timer_.cancel();
  stopClock();
  parts_.listener.onPaused();
}

void FramePump::stopClock() {
  clock_.stop();
  if (parts_.rate != nullptr) parts_.rate->stop();
}

// A frame on its way goes on at the new rate; one that could not begin, begins.
void FramePump::onRateChanged() {
  if (!batch_) {
    if (playing_ && silent_ && !parts_.rate->silent()) wakeAt(parts_.scheduler.now());
    return;
  }
  const TimePoint now = parts_.scheduler.now();
  const std::size_t left = batchBytes_ * pacer_.remaining() / std::max<std::size_t>(1, batch_->size());
  const Duration needed = timeOf(left);
  const Duration wanted = std::max({needed, batchEnd_ - now, clock_.interval() / 2});
  const Duration planned = fromSeconds(toSeconds(pacer_.endTime() - now) / rtp::Pacer::kSpend);
  if (wanted * 3 > planned * 2 && needed * 2 < planned * 3) return;
  pacer_.retime(now, wanted, leastTime(left));
  wakeAt(now);
}

void FramePump::stop() {
  playing_ = false;
  batch_.reset();
  timer_.cancel();
  stopClock();
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
  stopClock();
  parts_.listener.onRangeEnd();
  return Step::Wait;
}

FramePump::Step FramePump::beginFrame(TimePoint now) {
  if (next_ >= end_) next_ = 0;
  if (parts_.rate != nullptr) {
    silent_ = parts_.rate->silent();
    if (silent_) return clock_.hold(), Step::Wait;
    const QualityChooser::Choice choice = parts_.rate->choose(now - clock_.nextDue(), mayWait());
    if (choice.leaveOut) return skipFrame(counters_.framesLeftOut);
    if (std::exchange(rung_, choice.rung) != choice.rung) prefetchAhead();
  }
  FrameAnswer answer = ask(rung_);
  if (answer.kind == FrameAnswer::Kind::Pending && rung_ > 0 && !mayWait()) return sendWhatIsThere(now);
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

// Filling a cache, or finding out what the path takes: a late frame is better than a bad one or none.
bool FramePump::mayWait() const { return clock_.speed() > 1 || parts_.rate->starting(); }

FrameAnswer FramePump::ask(std::size_t rung) {
  return parts_.source.get(next_, parts_.packetizer.form(), rung, wakeFromAnywhere());
}

// The rendition is not there yet: another that is, or none. The frame's time does not wait.
FramePump::Step FramePump::sendWhatIsThere(TimePoint now) {
  for (const std::size_t other : {sentRung_, rung_ + 1, rung_ - 1}) {
    FrameAnswer answer = parts_.source.get(next_, parts_.packetizer.form(), other, {});
    if (answer.kind == FrameAnswer::Kind::Ready && parts_.rate->affords(answer.frame->body.size())) {
      rung_ = other;
      return sendFrame(std::move(answer), now);
    }
  }
  return skipFrame(counters_.framesLeftOut);
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
  // A little late is what timers are: time that is given up for it is gone from the receiver's cache.
  const bool waits = parts_.rate != nullptr && mayWait() && late > clock_.interval() / 2;
  if (late > kMaxLag || remedySince_ || waits || !clock_.running()) clock_.delayTo(now);
  remedySince_.reset();
  if (!parts_.out.hasRoomFor(answer.frame->body.size())) return skipFrame(counters_.framesDropped);
  BatchPtr batch = parts_.packetizer.packetize(*answer.frame, clock_.nextTimestamp());
  if (batch->empty()) return skipFrame(counters_.framesSkipped);
  batch_ = std::move(batch);
  batchBytes_ = answer.frame->body.size();
  sentRung_ = rung_;
  if (parts_.rate != nullptr) parts_.rate->onFrame(rung_, batchBytes_);
  parts_.listener.onFrameBegun(batch_);
  takeFrame();
  batchEnd_ = clock_.nextDue();
  // Who is late has less time for the frame, but never throws it out at once.
  pacer_.begin(now, std::max({batchEnd_ - now, clock_.interval() / 2, timeOf(batchBytes_)}), batch_->size(),
               leastTime(batchBytes_));
  return Step::Again;
}

// Of a pacer's interval, which it does not spend whole.
Duration FramePump::timeOf(std::size_t frameBytes) const {
  return fromSeconds(toSeconds(leastTime(frameBytes)) / rtp::Pacer::kSpend);
}

// What its path needs for it, as far as that is known.
Duration FramePump::leastTime(std::size_t frameBytes) const {
  return parts_.rate != nullptr ? parts_.rate->leastTime(frameBytes) : Duration::zero();
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
  const std::size_t ahead = rung_ == 0 ? kFramesAhead : kRenditionsAhead;
  parts_.source.prefetch(next_ + ahead - 1, parts_.packetizer.form(), rung_);
}

// Of another rung: those that are due next are not there yet.
void FramePump::prefetchAhead() {
  for (std::size_t ahead = 1; ahead < kRenditionsAhead; ++ahead)
    parts_.source.prefetch(next_ + ahead, parts_.packetizer.form(), rung_);
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
    countSent(first, sent, now);
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
void FramePump::countSent(std::size_t first, const MediaOut::Sent& sent, TimePoint before) {
  const std::size_t gone = sent.done - std::min(sent.lost, sent.done);
  if (gone == 0) return;
  if (parts_.rate != nullptr) parts_.rate->onSent(*batch_, first, sent.done, false, before);
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
  stopClock();
  parts_.listener.onPaused();
  return Step::Wait;
}

FramePump::Step FramePump::gone(const std::string& reason) {
  stop();
  parts_.listener.onSourceGone(reason);
  return Step::Wait;
}

// A path that has just enough room for the movie gets its trains to the millisecond; elsewhere sessions wake together.
void FramePump::wakeAt(TimePoint when) {
  const bool narrow = leastTime(batchBytes_) > clock_.interval() / 2;
  timer_.set(narrow ? when : parts_.scheduler.tick(when), [this] { run(); });
}

std::function<void()> FramePump::wakeFromAnywhere() {
  return [post = parts_.post, self = std::weak_ptr(self_)] {
    post([self] {
      if (const auto pump = self.lock()) (*pump)->run();
    });
  };
}

}  // namespace zoetrope::server
