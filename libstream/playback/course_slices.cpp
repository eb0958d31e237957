// SPDX-License-Identifier: MIT
#include "libstream/playback/course_slices.h"

#include <algorithm>

namespace zoetrope::playback {

namespace {

constexpr std::size_t kOffsetHeader = 8;
constexpr std::size_t kCountHeader = 6;

bool soiAt(Bytes payload, std::size_t offset) {
  return payload.size() >= offset + 2 && payload[offset] == 0xFF && payload[offset + 1] == 0xD8;
}

}  // namespace

std::optional<CourseSlices> CourseSlices::begin(Bytes payload) {
  if (soiAt(payload, kOffsetHeader)) return beginOffset(payload);
  if (soiAt(payload, kCountHeader)) return beginCount(payload);
  return std::nullopt;
}

std::optional<CourseSlices> CourseSlices::beginOffset(Bytes payload) {
  ByteReader reader(payload);
  const std::size_t offset = reader.u32();
  const std::size_t total = reader.u32();
  if (offset != 0 || total < reader.remaining() || total > kMaxBytes) return std::nullopt;
  CourseSlices slices;
  slices.kind_ = Kind::Offset;
  slices.bytes_.resize(total);
  slices.place(0, reader.rest());
  return slices;
}

// The size in the header is cut to 16 bits: what it lacks follows from the number of slices.
std::optional<CourseSlices> CourseSlices::beginCount(Bytes payload) {
  ByteReader reader(payload);
  const std::uint16_t slice = reader.u16();
  const std::uint16_t count = reader.u16();
  const std::uint16_t size = reader.u16();
  const Bytes data = reader.rest();
  if (slice > 1 || count == 0) return std::nullopt;
  std::size_t total = (count - std::size_t{1}) * data.size();
  total += static_cast<std::uint16_t>(size - total);
  if (total > kMaxBytes || total < data.size() || total > count * data.size()) return std::nullopt;
  CourseSlices slices;
  slices.kind_ = Kind::Count;
  slices.bytes_.resize(total);
  slices.firstSlice_ = slice;
  slices.slices_ = count;
  slices.sliceSize_ = data.size();
  slices.place(0, data);
  return slices;
}

bool CourseSlices::add(Bytes payload) { return kind_ == Kind::Offset ? addByOffset(payload) : addByCount(payload); }

bool CourseSlices::addByOffset(Bytes payload) {
  ByteReader reader(payload);
  const std::size_t offset = reader.u32();
  const std::size_t total = reader.u32();
  return reader.ok() && total == bytes_.size() && place(offset, reader.rest());
}

bool CourseSlices::addByCount(Bytes payload) {
  ByteReader reader(payload);
  const std::size_t index = static_cast<std::uint16_t>(reader.u16() - firstSlice_);
  const std::uint16_t count = reader.u16();
  reader.u16();
  return reader.ok() && count == slices_ && index < slices_ && place(index * sliceSize_, reader.rest());
}

// A slice that came before changes nothing.
bool CourseSlices::place(std::size_t offset, Bytes data) {
  if (data.empty() || offsets_.size() >= kMaxSlices || offset > bytes_.size()) return false;
  if (data.size() > bytes_.size() - offset) return false;
  if (received_ + data.size() > bytes_.size() || !offsets_.insert(offset).second) return true;
  std::copy(data.begin(), data.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
  received_ += data.size();
  return true;
}

}  // namespace zoetrope::playback
