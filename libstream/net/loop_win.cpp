// SPDX-License-Identifier: MIT
// WSAPoll and a socket of our own that wakes it. It knows milliseconds only, and the system's clock ticks at 15.6 of
// them unless somebody asks for 1: asked for as long as somebody waits for short times, which streaming does. Windows
// 11 does not listen to programs whose windows cannot be seen, unless they say that they mean it. Limits: before
// Windows 10 of 2020 (2004) WSAPoll keeps quiet about a connection that failed.
#include "libstream/net/loop_poller.h"
#include "libstream/net/socket_calls.h"

#include <algorithm>
#include <array>
#include <map>
#include <system_error>
#include <timeapi.h>
#include <winsock2.h>

namespace zoetrope::net {

namespace {

constexpr std::chrono::milliseconds kShortWait(100);
constexpr std::chrono::seconds kFineAfterwards(2);
constexpr UINT kTimerMilliseconds = 1;

short pollEvents(Interest interest) {
  const auto bits = static_cast<unsigned>(interest);
  return static_cast<short>(((bits & 1U) != 0 ? POLLRDNORM : 0) | ((bits & 2U) != 0 ? POLLWRNORM : 0));
}

// Rounded up, so that a timer is never asked for too early and then again.
int millisecondsUntil(Duration left) {
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
  return static_cast<int>(std::clamp<std::int64_t>(milliseconds, 0, 3'600'000));
}

// SetProcessInformation's, of Windows 11; older ones refuse it, and the oldest do not have the call.
struct PowerThrottling {
  ULONG version = 1;
  ULONG controlled = 0x4;  // PROCESS_POWER_THROTTLING_IGNORE_TIMER_RESOLUTION
  ULONG on = 0;
};
constexpr int kProcessPowerThrottling = 4;

void keepTimerWhenHidden() {
  using SetInformation = BOOL(WINAPI*)(HANDLE, int, void*, DWORD);
  const HMODULE kernel = ::GetModuleHandleW(L"kernel32.dll");
  const auto set = reinterpret_cast<SetInformation>(
      reinterpret_cast<void*>(kernel ? ::GetProcAddress(kernel, "SetProcessInformation") : nullptr));
  PowerThrottling wish;
  if (set) set(::GetCurrentProcess(), kProcessPowerThrottling, &wish, sizeof wish);
}

// 1 ms while short waits are asked for and a while longer.
class FineTimer {
 public:
  FineTimer() {
    static const bool once = (keepTimerWhenHidden(), true);
    static_cast<void>(once);
  }
  FineTimer(const FineTimer&) = delete;
  FineTimer& operator=(const FineTimer&) = delete;
  ~FineTimer() { set(false); }

  void beforeWaiting(TimePoint now, std::optional<Duration> wait) {
    if (wait && *wait > Duration::zero() && *wait <= kShortWait) until_ = now + kFineAfterwards;
    set(now < until_);
  }

 private:
  void set(bool fine) {
    if (fine == fine_) return;
    if (fine)
      ::timeBeginPeriod(kTimerMilliseconds);
    else
      ::timeEndPeriod(kTimerMilliseconds);
    fine_ = fine;
  }

  TimePoint until_{};
  bool fine_ = false;
};

class WindowsPoller final : public Poller {
 public:
  WindowsPoller() : waker_(openSocket(SocketKind::Datagram, false)) {
    if (!waker_.open() || bindSocket(waker_.get(), *Endpoint::parse("127.0.0.1", 0)) != 0)
      throw std::system_error(lastSocketError(), std::generic_category(), "a socket of the loop's own");
    wakerAt_ = localEndpoint(waker_.get());
  }

  bool add(WatchId id, Handle handle, Interest interest) override {
    int type = 0;
    int size = sizeof type;
    if (::getsockopt(handle, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &size) != 0) return false;
    return watched_.emplace(id, WSAPOLLFD{handle, pollEvents(interest), 0}).second;
  }
  void change(WatchId id, Handle, Interest interest) override { watched_.at(id).events = pollEvents(interest); }
  void remove(WatchId id, Handle) override { watched_.erase(id); }

  void wait(std::optional<TimePoint> until, std::vector<Event>& events) override {
    events.clear();
    handles_.assign(1, WSAPOLLFD{waker_.get(), POLLRDNORM, 0});
    ids_.assign(1, 0);
    for (const auto& [id, handle] : watched_) {
      // A hang-up is reported even when nothing was asked for; all loops leave it out here.
      if (handle.events == 0) continue;
      handles_.push_back(handle);
      ids_.push_back(id);
    }
    const TimePoint now = std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now());
    const auto left = until ? std::optional<Duration>(*until - now) : std::nullopt;
    timer_.beforeWaiting(now, left);
    if (::WSAPoll(handles_.data(), static_cast<ULONG>(handles_.size()), left ? millisecondsUntil(*left) : -1) <= 0)
      return;
    if (handles_[0].revents != 0) drain();
    for (std::size_t i = 1; i < handles_.size(); ++i) take(ids_[i], handles_[i].revents, events);
  }

  // A datagram that finds the socket full means: awake already.
  void wake() override {
    const Bytes one = asBytes("w");
    static_cast<void>(sendPieces(waker_.get(), std::span(&one, 1), &wakerAt_));
  }

 private:
  void drain() {
    std::array<std::uint8_t, 16> rest;
    Endpoint from;
    bool truncated = false;
    while (receiveDatagram(waker_.get(), rest, from, truncated).error == 0) {
    }
  }
  static void take(WatchId id, short found, std::vector<Event>& events) {
    if (found == 0) return;
    const bool failed = (found & (POLLERR | POLLHUP | POLLNVAL)) != 0;
    events.push_back({id, {failed || (found & POLLRDNORM) != 0, failed || (found & POLLWRNORM) != 0}});
  }

  // Owned.
  SocketHandle waker_;
  FineTimer timer_;
  // State.
  Endpoint wakerAt_;
  std::map<WatchId, WSAPOLLFD> watched_;
  std::vector<WSAPOLLFD> handles_;
  std::vector<WatchId> ids_;
};

}  // namespace

std::unique_ptr<Poller> makePollPoller() { return std::make_unique<WindowsPoller>(); }
std::unique_ptr<Poller> makeNativePoller() { return makePollPoller(); }
std::unique_ptr<Poller> makeTimerPoller() { return makePollPoller(); }

}  // namespace zoetrope::net
