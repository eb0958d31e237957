// SPDX-License-Identifier: MIT
// The event loop of one thread: readiness of sockets, timers, and calls posted from other threads.
// Linux: epoll + eventfd + timerfd (loop_linux.cpp); Windows: WSAPoll + socket (loop_win.cpp); elsewhere poll + pipe
// (loop_posix.cpp). One behaviour.
// Thread: run() and everything else on the loop's own thread, post() and stop() from any.
// Owns: the callbacks. Borrows: the handles; unwatch before closing one.
#pragma once

#include "libstream/net/scheduler.h"

#include <Poco/Net/Net.h>
#include <Poco/Net/SocketDefs.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace zoetrope::net {

using Handle = poco_socket_t;

enum class Interest : unsigned { None = 0, Read = 1, Write = 2, Both = 3 };

// What a handle is ready for. A handle that failed or hung up is both readable and writable: the call tells why.
struct Ready {
  bool readable = false;
  bool writable = false;
};

using WatchId = std::uint64_t;
class Poller;

class Loop final : public Scheduler {
 public:
  // Of an older system, and the portable one: for tests of them on Linux.
  enum class Kind { Native, Timer, Poll };

  explicit Loop(Kind kind = Kind::Native);
  ~Loop() override;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Level-triggered. 0 when the handle cannot be waited for (a regular file, /dev/null).
  WatchId watch(Handle handle, Interest interest, std::function<void(Ready)> callback);
  void setInterest(WatchId id, Interest interest);
  // Its callback is not called again, not even in this round. Unknown ids are ignored.
  void unwatch(WatchId id);

  TimePoint now() const override;
  TimePoint tick(TimePoint when) const override;
  TimerId at(TimePoint when, std::function<void()> what) override;
  void cancel(TimerId id) override;

  // Of tick(): multiples of it.
  void setGrain(Duration grain) { grain_ = grain; }

  // Any thread: runs `what` on the loop's thread, in the order posted. What is posted after the end is dropped.
  void post(std::function<void()> what);
  // Any thread: run() returns after the round it is in.
  void stop();

  void run();
  // One round: waits for at most `longest`, then calls what is ready. For tests.
  void runOnce(Duration longest);

 private:
  struct Watch {
    Handle handle;
    std::function<void(Ready)> callback;
  };
  using TimerKey = std::pair<TimePoint, TimerId>;

  void dispatch(WatchId id, Ready ready);
  void fireTimers();
  void callPosted();

  // Owned.
  std::unique_ptr<Poller> poller_;
  std::unordered_map<WatchId, std::shared_ptr<Watch>> watches_;
  std::map<TimerKey, std::function<void()>> timers_;
  std::unordered_map<TimerId, TimePoint> timerTimes_;
  // State.
  Duration grain_{};
  std::uint64_t lastId_ = 0;
  std::atomic<bool> stopping_ = false;
  // Guarded by mutex_.
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;
};

}  // namespace zoetrope::net
