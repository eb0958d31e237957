// SPDX-License-Identifier: MIT
#include "rtsp_server/session_limits.h"

namespace zoetrope::server {

SessionLimits::Place SessionLimits::tryTake(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto found = perAddress_.find(address);
  const std::size_t ofAddress = found == perAddress_.end() ? 0 : found->second;
  if ((max_ != 0 && sessions_ >= max_) || (maxPerAddress_ != 0 && ofAddress >= maxPerAddress_)) return nullptr;
  ++sessions_;
  ++perAddress_[address];
  return {this, [this, address](const void*) { giveBack(address); }};
}

std::size_t SessionLimits::sessions() const {
  const std::lock_guard lock(mutex_);
  return sessions_;
}

void SessionLimits::giveBack(const std::string& address) {
  const std::lock_guard lock(mutex_);
  --sessions_;
  const auto found = perAddress_.find(address);
  if (--found->second == 0) perAddress_.erase(found);
}

}  // namespace zoetrope::server
