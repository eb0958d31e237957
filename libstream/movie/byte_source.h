// SPDX-License-Identifier: MIT
// Bytes that can be read at any offset: what the indexer needs of a file, and what tests give it from memory.
// Thread: readAt() of a FileReader may be called from several threads at once; other sources as they say.
// Fails: readAt() with the system's reason; a short count means that the end was reached.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"

#include <algorithm>

namespace zoetrope::movie {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::uint64_t size() const = 0;
  // Fills `into` from `offset` on; the count is smaller than asked for only at the end of the source.
  virtual Result<std::size_t> readAt(std::uint64_t offset, std::span<std::uint8_t> into) const = 0;
};

// Borrows the bytes.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(Bytes bytes) : bytes_(bytes) {}

  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> readAt(std::uint64_t offset, std::span<std::uint8_t> into) const override {
    if (offset >= bytes_.size()) return std::size_t{0};
    const std::size_t count = std::min<std::size_t>(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), count, into.begin());
    return count;
  }

 private:
  Bytes bytes_;
};

}  // namespace zoetrope::movie
