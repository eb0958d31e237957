// SPDX-License-Identifier: MIT
#include "libstream/net/loop.h"

#include "libstream/net/loop_poller.h"

#include <algorithm>

namespace zoetrope::net {

namespace {

std::unique_ptr<Poller> pollerFor(Loop::Kind kind) {
  switch (kind) {
    case Loop::Kind::Native:
      return makeNativePoller();
    case Loop::Kind::Timer:
      return makeTimerPoller();
    case Loop::Kind::Poll:
      break;
  }
  return makePollPoller();
}

}  // namespace

Loop::Loop(Kind kind) : poller_(pollerFor(kind)) {}

Loop::~Loop() = default;

WatchId Loop::watch(Handle handle, Interest interest, std::function<void(Ready)> callback) {
  const WatchId id = ++lastId_;
  if (!poller_->add(id, handle, interest)) return 0;
  watches_.emplace(id, std::make_shared<Watch>(Watch{handle, std::move(callback)}));
  return id;
}

void Loop::setInterest(WatchId id, Interest interest) {
  const auto found = watches_.find(id);
  if (found != watches_.end()) poller_->change(id, found->second->handle, interest);
}

void Loop::unwatch(WatchId id) {
  const auto found = watches_.find(id);
  if (found == watches_.end()) return;
  poller_->remove(id, found->second->handle);
  watches_.erase(found);
}

TimePoint Loop::now() const { return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now()); }

TimePoint Loop::tick(TimePoint when) const {
  if (grain_ <= Duration::zero()) return when;
  const Duration past = when.time_since_epoch() % grain_;
  return past == Duration::zero() ? when : when + (grain_ - past);
}

TimerId Loop::at(TimePoint when, std::function<void()> what) {
  const TimerId id = ++lastId_;
  timers_.emplace(TimerKey{when, id}, std::move(what));
  timerTimes_.emplace(id, when);
  return id;
}

void Loop::cancel(TimerId id) {
  const auto found = timerTimes_.find(id);
  if (found == timerTimes_.end()) return;
  timers_.erase({found->second, id});
  timerTimes_.erase(found);
}

void Loop::post(std::function<void()> what) {
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(what));
  }
  poller_->wake();
}

void Loop::stop() {
  stopping_ = true;
  poller_->wake();
}

void Loop::run() {
  while (!stopping_) runOnce(std::chrono::hours(1));
}

void Loop::runOnce(Duration longest) {
  TimePoint until = now() + longest;
  if (!timers_.empty()) until = std::min(until, timers_.begin()->first.first);
  std::vector<Poller::Event> events;
  poller_->wait(until, events);
  for (const Poller::Event& event : events) dispatch(event.id, event.ready);
  fireTimers();
  callPosted();
}

void Loop::dispatch(WatchId id, Ready ready) {
  const auto found = watches_.find(id);
  if (found == watches_.end()) return;  // unwatched by a callback before it in this round
  const std::shared_ptr<Watch> keep = found->second;
  keep->callback(ready);
}

void Loop::fireTimers() {
  // Timers that a timer sets to "now" wait for the next round, so that sockets get their turn.
  const TimePoint limit = now();
  const TimerId lastBefore = lastId_;
  while (!timers_.empty()) {
    const auto first = std::find_if(timers_.begin(), timers_.end(),
                                    [lastBefore](const auto& timer) { return timer.first.second <= lastBefore; });
    if (first == timers_.end() || first->first.first > limit) return;
    const std::function<void()> call = std::move(first->second);
    timerTimes_.erase(first->first.second);
    timers_.erase(first);
    call();
  }
}

void Loop::callPosted() {
  std::vector<std::function<void()>> calls;
  {
    const std::lock_guard lock(mutex_);
    calls.swap(posted_);
  }
  for (const auto& call : calls) call();
}

}  // namespace zoetrope::net
