// SPDX-License-Identifier: MIT
// What is on its way through a simulated link, by the time at which it comes out; first in, first out for equal times.
// Thread: one at a time; time is an argument.
// Owns: the items.
#pragma once

#include "libstream/base/time.h"

#include <cstddef>
#include <map>
#include <optional>
#include <utility>

namespace zoetrope::impair {

template <class Item>
class InFlight {
 public:
  void push(TimePoint when, Item item) { items_.emplace(when, std::move(item)); }
  // The first item whose time has come, to look at; null when there is none.
  const Item* due(TimePoint now) const {
    return items_.empty() || items_.begin()->first > now ? nullptr : &items_.begin()->second;
  }
  // The same, taken out.
  std::optional<Item> pop(TimePoint now) {
    if (due(now) == nullptr) return std::nullopt;
    std::optional<Item> item(std::move(items_.begin()->second));
    items_.erase(items_.begin());
    return item;
  }
  // When the next one comes out; nothing when none is on its way.
  std::optional<TimePoint> nextTime() const {
    if (items_.empty()) return std::nullopt;
    return items_.begin()->first;
  }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }

 private:
  // A multimap keeps what has the same key in the order of insertion.
  std::multimap<TimePoint, Item> items_;
};

}  // namespace zoetrope::impair
