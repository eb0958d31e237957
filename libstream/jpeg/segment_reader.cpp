// SPDX-License-Identifier: MIT
#include "libstream/jpeg/segment_reader.h"

#include "libstream/jpeg/markers.h"

#include <algorithm>

namespace zoetrope::jpeg {

namespace {

constexpr std::size_t kLengthFieldSize = 2;

bool hasLength(std::uint8_t code) {
  return code >= marker::kSof0 && !marker::isRestart(code) && code != marker::kSoi && code != marker::kEoi;
}

}  // namespace

bool SegmentReader::onlyPaddingLeft() const {
  const Bytes rest = data_.subspan(std::min(offset_, data_.size()));
  return std::all_of(rest.begin(), rest.end(), [](std::uint8_t byte) { return byte == kMarkerPrefix; });
}

Parsed<Segment> SegmentReader::next() {
  std::size_t at = offset_;
  if (at >= data_.size()) return Parsed<Segment>::needMore();
  if (data_[at] != kMarkerPrefix) return Parsed<Segment>::bad("no marker where one has to be", at);
  while (at + 1 < data_.size() && data_[at + 1] == kMarkerPrefix) ++at;
  ByteReader reader(data_.subspan(at + 1));
  const std::uint8_t code = reader.u8();
  if (reader.ok() && !hasLength(code)) return Parsed<Segment>::bad("a marker out of place", at);
  const std::size_t length = reader.u16();
  if (!reader.ok()) return Parsed<Segment>::needMore();
  if (length < kLengthFieldSize) return Parsed<Segment>::bad("a segment shorter than its length field", at + 2);
  const Bytes payload = reader.take(length - kLengthFieldSize);
  if (!reader.ok()) return Parsed<Segment>::needMore();
  const std::size_t size = 2 + length;
  offset_ = at + size;
  return Parsed<Segment>::done(Segment{code, at, data_.subspan(at, size), payload}, size);
}

}  // namespace zoetrope::jpeg
