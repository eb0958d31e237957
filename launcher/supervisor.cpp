// SPDX-License-Identifier: MIT
#include "launcher/supervisor.h"

#include <algorithm>

namespace zoetrope::launcher {

SupervisedChild& Supervisor::add(ChildSpec spec) {
  children_.push_back(std::make_unique<SupervisedChild>(parts_, std::move(spec)));
  return *children_.back();
}

void Supervisor::remove(const SupervisedChild& child) {
  std::erase_if(children_, [&child](const auto& owned) { return owned.get() == &child; });
}

bool Supervisor::tick() {
  bool changed = false;
  for (const auto& child : children_) changed = child->tick() || changed;
  return changed;
}

void Supervisor::stopAll() {
  for (const auto& child : children_) child->stop();
}

bool Supervisor::allStopped() const {
  return std::none_of(children_.begin(), children_.end(), [](const auto& child) { return child->alive(); });
}

void Supervisor::wait(Duration longest) const {
  const TimePoint now = parts_.clock.now();
  std::vector<int> descriptors;
  for (const auto& child : children_) {
    const std::vector<int> more = child->descriptors();
    descriptors.insert(descriptors.end(), more.begin(), more.end());
    if (const auto next = child->nextTime()) longest = std::min(longest, std::max(*next - now, Duration::zero()));
  }
  waitReadable(descriptors, longest);
}

}  // namespace zoetrope::launcher
