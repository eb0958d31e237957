// SPDX-License-Identifier: MIT
#include "libstream/net/out_queue.h"

#include <cassert>

namespace zoetrope::net {

OutSlice ownedSlice(ByteBuffer&& bytes) {
  const auto owner = std::make_shared<const ByteBuffer>(std::move(bytes));
  return {Bytes(*owner), owner};
}

void OutQueue::push(OutSlice slice) {
  if (slice.bytes.empty()) return;
  bytes_ += slice.bytes.size();
  slices_.push_back(std::move(slice));
}

std::size_t OutQueue::gather(std::span<Bytes> pieces) const {
  std::size_t count = 0;
  for (const OutSlice& slice : slices_) {
    if (count == pieces.size()) break;
    pieces[count++] = slice.bytes;
  }
  return count;
}

void OutQueue::consume(std::size_t count) {
  assert(count <= bytes_);
  bytes_ -= count;
  while (count > 0) {
    OutSlice& front = slices_.front();
    if (count < front.bytes.size()) {
      front.bytes = front.bytes.subspan(count);
      return;
    }
    count -= front.bytes.size();
    slices_.pop_front();
  }
}

void OutQueue::replaceFrontByZeros() {
  if (slices_.empty()) return;
  slices_.front() = ownedSlice(ByteBuffer(slices_.front().bytes.size()));
}

void OutQueue::clear() {
  slices_.clear();
  bytes_ = 0;
}

}  // namespace zoetrope::net
