// SPDX-License-Identifier: MIT
#include "libstream/net/loop_poller.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <poll.h>
#include <system_error>
#include <unistd.h>

namespace zoetrope::net {

namespace {

short pollEvents(Interest interest) {
  const auto bits = static_cast<unsigned>(interest);
  return static_cast<short>(((bits & 1U) != 0 ? POLLIN : 0) | ((bits & 2U) != 0 ? POLLOUT : 0));
}

// Rounded up, so that a timer is never asked for too early and then again.
int millisecondsUntil(std::optional<TimePoint> until) {
  if (!until) return -1;
  const Duration left = *until - std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now());
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
  return static_cast<int>(std::clamp<std::int64_t>(milliseconds, 0, 3'600'000));
}

class PollPoller final : public Poller {
 public:
  PollPoller() {
    if (::pipe(pipe_.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    for (const int handle : pipe_) {
      ::fcntl(handle, F_SETFL, O_NONBLOCK);
      ::fcntl(handle, F_SETFD, FD_CLOEXEC);
    }
  }
  ~PollPoller() override {
    for (const int handle : pipe_) ::close(handle);
  }

  bool add(WatchId id, Handle handle, Interest interest) override {
    return watched_.emplace(id, pollfd{handle, pollEvents(interest), 0}).second;
  }
  void change(WatchId id, Handle, Interest interest) override { watched_.at(id).events = pollEvents(interest); }
  void remove(WatchId id, Handle) override { watched_.erase(id); }

  void wait(std::optional<TimePoint> until, std::vector<Event>& events) override {
    events.clear();
    std::vector<pollfd> handles{{pipe_[0], POLLIN, 0}};
    std::vector<WatchId> ids{0};
    for (const auto& [id, handle] : watched_) {
      // poll reports a hang-up even when nothing was asked for, epoll likewise; both loops leave it out here.
      if (handle.events == 0) continue;
      handles.push_back(handle);
      ids.push_back(id);
    }
    if (::poll(handles.data(), handles.size(), millisecondsUntil(until)) <= 0) return;
    if (handles[0].revents != 0) drain();
    for (std::size_t i = 1; i < handles.size(); ++i) take(ids[i], handles[i].revents, events);
  }

  void wake() override {
    const char one = 1;
    [[maybe_unused]] const ssize_t written = ::write(pipe_[1], &one, 1);  // full means: awake already
  }

 private:
  void drain() {
    std::array<char, 256> rest;
    while (::read(pipe_[0], rest.data(), rest.size()) > 0) {
    }
  }
  static void take(WatchId id, short found, std::vector<Event>& events) {
    if (found == 0) return;
    const bool failed = (found & (POLLERR | POLLHUP | POLLNVAL)) != 0;
    events.push_back({id, {failed || (found & POLLIN) != 0, failed || (found & POLLOUT) != 0}});
  }

  std::array<int, 2> pipe_{};
  std::map<WatchId, pollfd> watched_;
};

}  // namespace

std::unique_ptr<Poller> makePollPoller() { return std::make_unique<PollPoller>(); }

#ifndef __linux__
std::unique_ptr<Poller> makeNativePoller() { return makePollPoller(); }
std::unique_ptr<Poller> makeTimerPoller() { return makePollPoller(); }
#endif

}  // namespace zoetrope::net
