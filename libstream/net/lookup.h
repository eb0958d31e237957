// SPDX-License-Identifier: MIT
// Host names into addresses. The look-up blocks, so it runs on a thread of its own and reports to the loop.
// Thread: the loop's; `lookUp` any that may block.
// Owns: nothing of the thread: it ends by itself, its answer is dropped when the look-up was destroyed before.
#pragma once

#include "libstream/base/result.h"
#include "libstream/net/endpoint.h"
#include "libstream/net/loop.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace zoetrope::net {

// All addresses, in the order of the system's preference; never empty when ok. Blocks.
Result<std::vector<Endpoint>> lookUp(const std::string& host, std::uint16_t port);

class AsyncLookUp {
 public:
  using Answer = std::function<void(Result<std::vector<Endpoint>>)>;

  // A numeric address is answered without a thread, but still later, from the loop.
  AsyncLookUp(Loop& loop, std::string host, std::uint16_t port, Answer answer);
  ~AsyncLookUp();
  AsyncLookUp(const AsyncLookUp&) = delete;
  AsyncLookUp& operator=(const AsyncLookUp&) = delete;

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace zoetrope::net
