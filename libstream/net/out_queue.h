// SPDX-License-Identifier: MIT
// Bytes on their way into a TCP connection: a list of slices, each kept alive by its owner until the kernel has it.
// Nothing is copied: a slice may lie in a mapped file.
// Thread: one at a time.
#pragma once

#include "libstream/base/bytes.h"

#include <deque>
#include <memory>
#include <span>

namespace zoetrope::net {

struct OutSlice {
  Bytes bytes;
  std::shared_ptr<const void> owner;  // may be empty for what lives for ever
};

OutSlice ownedSlice(ByteBuffer&& bytes);

class OutQueue {
 public:
  void push(OutSlice slice);
  // The front of the queue as at most pieces.size() pieces; how many were filled.
  std::size_t gather(std::span<Bytes> pieces) const;
  void consume(std::size_t count);
  // The slice at the front cannot be read (its file became shorter): zeros of the same length take its place, so that
  // what follows keeps its framing.
  void replaceFrontByZeros();
  void clear();

  bool empty() const { return slices_.empty(); }
  std::size_t bytes() const { return bytes_; }

 private:
  std::deque<OutSlice> slices_;
  std::size_t bytes_ = 0;
};

}  // namespace zoetrope::net
