// SPDX-License-Identifier: MIT
// Course dialect: datagrams that overtook others wait a little for them. There is no way to ask for what is missing, so
// the wait is short. Numbers may count frames or packets: the same number again, or the next one, goes straight
// through. Thread: one at a time; time is an argument. Owns: copies of what waits. Borrows: pushed bytes during the
// call only. Limits: kHold, kMaxHeld datagrams; a jump of more than kMaxJump numbers is no gap but a server that starts
// over.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/time.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace zoetrope::playback {

class CourseOrder {
 public:
  static constexpr Duration kHold = std::chrono::milliseconds(30);
  static constexpr std::size_t kMaxHeld = 256;
  static constexpr int kMaxJump = 256;

  class Listener {
   public:
    virtual ~Listener() = default;
    // In the order of numbers, as far as the wait allows. `arrival` is when it was pushed.
    virtual void onOrdered(Bytes datagram, TimePoint arrival) = 0;
  };

  void push(std::uint16_t sequence, Bytes datagram, TimePoint now, Listener& listener);
  // What has no number goes where it comes: behind everything that waits.
  void pushUnnumbered(Bytes datagram, TimePoint now, Listener& listener);
  void advance(TimePoint now, Listener& listener);
  std::optional<TimePoint> deadline() const;
  // Hands out all that waits.
  void flush(Listener& listener);
  void reset();

  // Datagrams that came behind later ones, in time.
  std::uint64_t reordered() const { return reordered_; }

 private:
  struct Held {
    ByteBuffer bytes;
    TimePoint arrival;
  };
  void deliver(std::int64_t number, Bytes datagram, TimePoint arrival, Listener& listener);
  void deliverReady(Listener& listener);
  void deliverFirst(Listener& listener);

  // Owned.
  std::multimap<std::int64_t, Held> held_;  // by extended number
  // State.
  std::optional<std::int64_t> last_;  // extended number handed out last
  std::uint64_t reordered_ = 0;
};

}  // namespace zoetrope::playback
