// SPDX-License-Identifier: MIT
// How many sessions there are, in all and from each address.
// Thread: any.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace zoetrope::server {

class SessionLimits {
 public:
  // Held by a session for as long as it lives.
  using Place = std::shared_ptr<const void>;

  // 0 for no limit.
  SessionLimits(std::size_t max, std::size_t maxPerAddress) : max_(max), maxPerAddress_(maxPerAddress) {}

  // Null when there are too many. Outlives its places.
  Place tryTake(const std::string& address);
  std::size_t sessions() const;

 private:
  void giveBack(const std::string& address);

  const std::size_t max_;
  const std::size_t maxPerAddress_;
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  std::size_t sessions_ = 0;
  std::map<std::string, std::size_t> perAddress_;
};

}  // namespace zoetrope::server
