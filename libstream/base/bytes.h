// SPDX-License-Identifier: MIT
// Views of bytes and big-endian reading and writing: the form of everything that crosses the wire.
// Thread: values, no shared state.
// Fails: a reader that runs past its end returns zeros and stays failed(); ask ok() once at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace zoetrope {

// Borrowed, read-only.
using Bytes = std::span<const std::uint8_t>;
// Owned.
using ByteBuffer = std::vector<std::uint8_t>;

inline Bytes asBytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view asText(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

inline void append(ByteBuffer& to, Bytes what) { to.insert(to.end(), what.begin(), what.end()); }

// Reads big-endian numbers from the front of a span.
class ByteReader {
 public:
  explicit ByteReader(Bytes bytes) : bytes_(bytes) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u24() { return static_cast<std::uint32_t>(number(3)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  // The next `count` bytes, or an empty span (and failed) when there are fewer.
  Bytes take(std::size_t count) {
    if (count > remaining()) {
      fail();
      return {};
    }
    const Bytes taken = bytes_.subspan(offset_, count);
    offset_ += count;
    return taken;
  }
  Bytes rest() { return take(remaining()); }
  void skip(std::size_t count) { take(count); }

  std::size_t remaining() const { return bytes_.size() - offset_; }
  std::size_t offset() const { return offset_; }
  bool ok() const { return !failed_; }

 private:
  void fail() {
    failed_ = true;
    offset_ = bytes_.size();
  }
  std::uint64_t number(std::size_t width) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : take(width)) value = value << 8 | byte;
    return value;
  }

  Bytes bytes_;
  std::size_t offset_ = 0;
  bool failed_ = false;
};

// Appends big-endian numbers to a buffer.
class ByteWriter {
 public:
  // Borrows the buffer.
  explicit ByteWriter(ByteBuffer& buffer) : buffer_(buffer) {}

  ByteWriter& u8(std::uint8_t value) { return number(value, 1); }
  ByteWriter& u16(std::uint16_t value) { return number(value, 2); }
  ByteWriter& u24(std::uint32_t value) { return number(value, 3); }
  ByteWriter& u32(std::uint32_t value) { return number(value, 4); }
  ByteWriter& u64(std::uint64_t value) { return number(value, 8); }
  ByteWriter& bytes(Bytes value) {
    append(buffer_, value);
    return *this;
  }

 private:
  ByteWriter& number(std::uint64_t value, int width) {
    for (int shift = (width - 1) * 8; shift >= 0; shift -= 8)
      buffer_.push_back(static_cast<std::uint8_t>(value >> shift));
    return *this;
  }

  ByteBuffer& buffer_;
};

}  // namespace zoetrope
