// SPDX-License-Identifier: MIT
#include "libstream/playback/course_order.h"

#include "libstream/base/serial.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace zoetrope::playback {

void CourseOrder::push(std::uint16_t sequence, Bytes datagram, TimePoint now, Listener& listener) {
  const int distance = last_ ? serialDistance(static_cast<std::uint16_t>(*last_), sequence) : 1;
  if (!last_ || std::abs(distance) > kMaxJump) {
    flush(listener);
    last_ = sequence;
    listener.onOrdered(datagram, now);
    return;
  }
  const std::int64_t number = *last_ + distance;
  if (distance > 1) {
    held_.emplace(number, Held{ByteBuffer(datagram.begin(), datagram.end()), now});
    if (held_.size() > kMaxHeld) {
      deliverFirst(listener);
      deliverReady(listener);
    }
    return;
  }
  if (distance == 1 && !held_.empty()) ++reordered_;
  deliver(number, datagram, now, listener);
  deliverReady(listener);
}

void CourseOrder::pushUnnumbered(Bytes datagram, TimePoint now, Listener& listener) {
  flush(listener);
  listener.onOrdered(datagram, now);
}

void CourseOrder::deliver(std::int64_t number, Bytes datagram, TimePoint arrival, Listener& listener) {
  last_ = std::max(*last_, number);
  listener.onOrdered(datagram, arrival);
}

void CourseOrder::deliverReady(Listener& listener) {
  while (!held_.empty() && held_.begin()->first <= *last_ + 1) deliverFirst(listener);
}

void CourseOrder::deliverFirst(Listener& listener) {
  const auto node = held_.extract(held_.begin());
  deliver(node.key(), node.mapped().bytes, node.mapped().arrival, listener);
}

// Who waits longest decides: what is before it is given up, and what follows on goes with it.
void CourseOrder::advance(TimePoint now, Listener& listener) {
  while (const auto due = deadline()) {
    if (*due > now) return;
    deliverFirst(listener);
    deliverReady(listener);
  }
}

std::optional<TimePoint> CourseOrder::deadline() const {
  if (held_.empty()) return std::nullopt;
  const auto oldest = std::min_element(
      held_.begin(), held_.end(), [](const auto& a, const auto& b) { return a.second.arrival < b.second.arrival; });
  return oldest->second.arrival + kHold;
}

void CourseOrder::flush(Listener& listener) {
  while (!held_.empty()) deliverFirst(listener);
}

void CourseOrder::reset() {
  held_.clear();
  last_.reset();
}

}  // namespace zoetrope::playback
