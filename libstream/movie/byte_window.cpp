// SPDX-License-Identifier: MIT
#include "libstream/movie/byte_window.h"

#include <algorithm>

namespace zoetrope::movie {

Result<Bytes> ByteWindow::at(std::uint64_t offset, std::size_t wanted) {
  const std::uint64_t end = start_ + held_.size();
  const bool atEnd = end >= source_.size();
  const bool enough = offset >= start_ && offset <= end && (atEnd || end - offset >= wanted);
  if (!enough) {
    if (const auto refilled = refill(offset, wanted); !refilled) return refilled.error();
  }
  return Bytes(held_).subspan(static_cast<std::size_t>(offset - start_));
}

Result<void> ByteWindow::refill(std::uint64_t offset, std::size_t wanted) {
  const bool overlaps = offset >= start_ && offset <= start_ + held_.size();
  const std::size_t kept = overlaps ? static_cast<std::size_t>(start_ + held_.size() - offset) : 0;
  std::copy(held_.end() - static_cast<std::ptrdiff_t>(kept), held_.end(), held_.begin());
  const std::uint64_t left = source_.size() - std::min(source_.size(), offset);
  const std::uint64_t size =
      std::max<std::uint64_t>(kept, std::min<std::uint64_t>(left, std::max(wanted, kWindowBytes)));
  held_.resize(static_cast<std::size_t>(size));
  start_ = offset;
  const auto got = source_.readAt(offset + kept, std::span(held_).subspan(kept));
  held_.resize(kept + (got ? *got : 0));
  if (!got) return got.error();
  return {};
}

}  // namespace zoetrope::movie
