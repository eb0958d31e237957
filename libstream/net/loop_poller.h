// SPDX-License-Identifier: MIT
// How a loop waits: the part that differs between systems. Private to net/.
// Thread: wake() any, the rest the loop's own.
#pragma once

#include "libstream/net/loop.h"

#include <memory>
#include <optional>
#include <vector>

namespace zoetrope::net {

class Poller {
 public:
  struct Event {
    WatchId id;
    Ready ready;
  };

  virtual ~Poller() = default;
  virtual bool add(WatchId id, Handle handle, Interest interest) = 0;
  virtual void change(WatchId id, Handle handle, Interest interest) = 0;
  virtual void remove(WatchId id, Handle handle) = 0;
  // Until something is ready, wake() was called or the time has come; `events` is replaced.
  virtual void wait(std::optional<TimePoint> until, std::vector<Event>& events) = 0;
  virtual void wake() = 0;
};

std::unique_ptr<Poller> makeNativePoller();
// As the native one does on an older system.
std::unique_ptr<Poller> makeTimerPoller();
std::unique_ptr<Poller> makePollPoller();

}  // namespace zoetrope::net
