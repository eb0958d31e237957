// SPDX-License-Identifier: MIT
// The bytes of a TCP stream that no message has taken yet.
// Thread: one at a time.
#pragma once

#include "libstream/base/bytes.h"

#include <string_view>

namespace zoetrope::rtsp {

class InputBuffer {
 public:
  void append(Bytes bytes) {
    compact();
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  }
  // Valid until the next append or take.
  Bytes pending() const { return Bytes(buffer_).subspan(start_); }
  std::string_view text() const { return asText(pending()); }
  std::size_t size() const { return buffer_.size() - start_; }
  bool empty() const { return size() == 0; }

  void take(std::size_t count) { start_ += count; }
  void clear() {
    ByteBuffer().swap(buffer_);
    start_ = 0;
  }
  std::size_t capacity() const { return buffer_.capacity(); }

 private:
  static constexpr std::size_t kKeptCapacity = 64 * 1024;

  void compact() {
    if (start_ == 0) return;
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(start_));
    start_ = 0;
    if (buffer_.capacity() > 4 * kKeptCapacity && buffer_.size() < kKeptCapacity) buffer_.shrink_to_fit();
  }

  ByteBuffer buffer_;
  std::size_t start_ = 0;
};

}  // namespace zoetrope::rtsp
