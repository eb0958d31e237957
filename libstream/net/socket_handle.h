// SPDX-License-Identifier: MIT
// A socket that is closed when its owner goes.
// Thread: one at a time.
#pragma once

#include "libstream/net/loop.h"

#include <utility>

namespace zoetrope::net {

class SocketHandle {
 public:
  SocketHandle() = default;
  explicit SocketHandle(Handle handle) : handle_(handle) {}
  SocketHandle(SocketHandle&& other) noexcept : handle_(other.release()) {}
  SocketHandle& operator=(SocketHandle&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~SocketHandle() { close(); }

  bool open() const { return handle_ != kNone; }
  Handle get() const { return handle_; }
  Handle release() { return std::exchange(handle_, kNone); }
  void close();

 private:
  static constexpr Handle kNone = static_cast<Handle>(-1);
  Handle handle_ = kNone;
};

}  // namespace zoetrope::net
