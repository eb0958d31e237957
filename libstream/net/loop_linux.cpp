// SPDX-License-Identifier: MIT
#include "libstream/net/loop_poller.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <system_error>
#include <unistd.h>

namespace zoetrope::net {

namespace {

constexpr std::uint64_t kWakeId = 0;
constexpr std::uint64_t kTimerId = ~std::uint64_t{0};
constexpr std::size_t kEventsPerWait = 128;

std::uint32_t epollEvents(Interest interest) {
  const auto bits = static_cast<unsigned>(interest);
  return ((bits & 1U) != 0 ? EPOLLIN : 0U) | ((bits & 2U) != 0 ? EPOLLOUT : 0U);
}

int checked(int handle, const char* what) {
  if (handle < 0) throw std::system_error(errno, std::generic_category(), what);
  return handle;
}

class EpollPoller final : public Poller {
 public:
  explicit EpollPoller(bool precisely)
      : epoll_(checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
        wake_(checked(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd")),
        timer_(checked(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd_create")),
        canWaitPrecisely_(precisely) {
    add(kWakeId, wake_, Interest::Read);
    add(kTimerId, timer_, Interest::Read);
  }
  ~EpollPoller() override {
    for (const int handle : {timer_, wake_, epoll_}) ::close(handle);
  }

  bool add(WatchId id, Handle handle, Interest interest) override {
    if (!control(EPOLL_CTL_ADD, id, handle, interest)) return false;
    if (interest == Interest::None) remove(id, handle);
    return true;
  }
  // epoll reports failures and hang-ups even to who asks for nothing, and would go on doing so: such a handle is left
  // out until something is asked for again.
  void change(WatchId id, Handle handle, Interest interest) override {
    if (interest == Interest::None) return remove(id, handle);
    if (!control(EPOLL_CTL_MOD, id, handle, interest)) control(EPOLL_CTL_ADD, id, handle, interest);
  }
  void remove(WatchId id, Handle handle) override { control(EPOLL_CTL_DEL, id, handle, Interest::None); }

  void wait(std::optional<TimePoint> until, std::vector<Event>& events) override {
    events.clear();
    std::array<epoll_event, kEventsPerWait> found;
    const int count = waitUntil(until, found);
    for (int i = 0; i < count; ++i) take(found[static_cast<std::size_t>(i)], events);
  }

  void wake() override {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);  // full means: awake already
  }

 private:
  bool control(int operation, WatchId id, Handle handle, Interest interest) {
    epoll_event event{};
    event.events = epollEvents(interest);
    event.data.u64 = id;
    return epoll_ctl(epoll_, operation, handle, &event) == 0;
  }

  // epoll_pwait2 (Linux 5.11) waits for nanoseconds by itself; before it, a timer among the handles did.
  int waitUntil(std::optional<TimePoint> until, std::span<epoll_event> found) {
    const int most = static_cast<int>(found.size());
    if (canWaitPrecisely_) {
      const timespec time = left(until);
      const int count = ::epoll_pwait2(epoll_, found.data(), most, until ? &time : nullptr, nullptr);
      if (count >= 0 || (errno != ENOSYS && errno != EPERM)) return count;
      canWaitPrecisely_ = false;  // not there, or forbidden by a container's older list of calls
    }
    arm(until);
    return ::epoll_wait(epoll_, found.data(), most, -1);
  }

  static timespec left(std::optional<TimePoint> until) {
    if (!until) return {};
    const Duration time = *until - std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now());
    return inSeconds(std::max(time, Duration::zero()));
  }
  static timespec inSeconds(Duration time) {
    const auto nanos = std::chrono::nanoseconds(time).count();
    return {static_cast<time_t>(nanos / 1'000'000'000), static_cast<long>(nanos % 1'000'000'000)};
  }

  // steady_clock is CLOCK_MONOTONIC; an absolute time that has passed fires at once, zero would switch the timer off.
  void arm(std::optional<TimePoint> until) {
    if (until == armed_) return;
    armed_ = until;
    itimerspec spec{};
    if (until) spec.it_value = inSeconds(std::max(until->time_since_epoch(), Duration(1)));
    timerfd_settime(timer_, TFD_TIMER_ABSTIME, &spec, nullptr);
  }

  void take(const epoll_event& event, std::vector<Event>& events) {
    std::uint64_t count = 0;
    if (event.data.u64 == kWakeId) {
      [[maybe_unused]] const ssize_t got = ::read(wake_, &count, sizeof count);
    } else if (event.data.u64 == kTimerId) {
      [[maybe_unused]] const ssize_t got = ::read(timer_, &count, sizeof count);
      armed_.reset();
    } else {
      const bool failed = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
      events.push_back(
          {event.data.u64, {failed || (event.events & EPOLLIN) != 0, failed || (event.events & EPOLLOUT) != 0}});
    }
  }

  int epoll_;
  int wake_;
  int timer_;
  bool canWaitPrecisely_;
  std::optional<TimePoint> armed_;
};

}  // namespace

std::unique_ptr<Poller> makeNativePoller() { return std::make_unique<EpollPoller>(true); }

std::unique_ptr<Poller> makeTimerPoller() { return std::make_unique<EpollPoller>(false); }

}  // namespace zoetrope::net
