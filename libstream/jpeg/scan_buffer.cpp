// SPDX-License-Identifier: MIT
#include "libstream/jpeg/scan_buffer.h"

#include "libstream/jpeg/limits.h"
#include "libstream/jpeg/markers.h"

#include <algorithm>
#include <iterator>

namespace zoetrope::jpeg {

namespace {

// Offset of the first restart marker, or the size when there is none.
std::size_t firstRestart(Bytes data) {
  for (std::size_t i = 0; i + 1 < data.size(); ++i)
    if (data[i] == kMarkerPrefix && marker::isRestart(data[i + 1])) return i;
  return data.size();
}

}  // namespace

Result<void> ScanBuffer::put(std::size_t offset, Bytes piece, bool last) {
  if (offset > kMaxFrameBytes || piece.size() > kMaxFrameBytes - offset) return Error{"a frame of more than 16 MiB"};
  const std::size_t pieceEnd = offset + piece.size();
  if (endKnown_ && pieceEnd > end_) return Error{"a piece beyond the end of its frame"};
  if (last && pieceEnd < end_) return Error{"an end of frame before a piece that came already"};
  if (!piece.empty()) {
    if (ranges_.size() >= kMaxRanges && offset != ranges_.back().end) return Error{"a frame in too many pieces"};
    fill(offset, piece);
    insert({offset, pieceEnd});
  }
  end_ = std::max(end_, pieceEnd);
  endKnown_ = endKnown_ || last;
  return {};
}

// Copies what is not here yet.
void ScanBuffer::fill(std::size_t offset, Bytes piece) {
  const std::size_t pieceEnd = offset + piece.size();
  if (offset == bytes_.size()) return append(bytes_, piece);
  if (bytes_.size() < pieceEnd) bytes_.resize(pieceEnd);
  const auto copy = [&](std::size_t begin, std::size_t end) {
    if (begin < end)
      std::copy_n(piece.begin() + static_cast<std::ptrdiff_t>(begin - offset), end - begin,
                  bytes_.begin() + static_cast<std::ptrdiff_t>(begin));
  };
  std::size_t missingFrom = offset;
  auto range = std::lower_bound(ranges_.begin(), ranges_.end(), offset,
                                [](const Range& each, std::size_t at) { return each.end < at; });
  for (; range != ranges_.end() && range->begin < pieceEnd; ++range) {
    copy(missingFrom, std::min(range->begin, pieceEnd));
    missingFrom = std::max(missingFrom, range->end);
  }
  copy(missingFrom, pieceEnd);
}

// Joins the new range with all that it touches.
void ScanBuffer::insert(Range added) {
  const auto first = std::lower_bound(ranges_.begin(), ranges_.end(), added.begin,
                                      [](const Range& each, std::size_t at) { return each.end < at; });
  auto behind = first;
  for (; behind != ranges_.end() && behind->begin <= added.end; ++behind) {
    added.begin = std::min(added.begin, behind->begin);
    added.end = std::max(added.end, behind->end);
  }
  if (first == behind) {
    ranges_.insert(first, added);
  } else {
    *first = added;
    ranges_.erase(std::next(first), behind);
  }
}

bool ScanBuffer::whole() const {
  return endKnown_ && ranges_.size() == 1 && ranges_[0].begin == 0 && ranges_[0].end == end_;
}

std::size_t ScanBuffer::missingBytes() const {
  std::size_t missing = end_;
  for (const Range& range : ranges_) missing -= range.end - range.begin;
  return missing;
}

void ScanBuffer::appendTo(ByteBuffer& out, bool hasRestarts) const {
  for (const Range& range : ranges_) {
    Bytes piece = Bytes(bytes_).subspan(range.begin, range.end - range.begin);
    if (range.begin > 0) {
      if (!hasRestarts) return;
      piece = piece.subspan(firstRestart(piece));
    }
    append(out, piece);
  }
}

void ScanBuffer::clear() {
  bytes_.clear();
  ranges_.clear();
  end_ = 0;
  endKnown_ = false;
}

}  // namespace zoetrope::jpeg
