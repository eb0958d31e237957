// SPDX-License-Identifier: MIT
// Numbers that wrap around: RTP sequence numbers and timestamps compared and extended.
// Spec: RFC 1982 (serial number arithmetic), RFC 3550 appendix A.1 (extended sequence numbers).
// Thread: values, no shared state.
#pragma once

#include <cstdint>
#include <optional>

namespace zoetrope {

// How far `to` is ahead of `from`; negative when it is behind.
inline std::int16_t serialDistance(std::uint16_t from, std::uint16_t to) {
  return static_cast<std::int16_t>(static_cast<std::uint16_t>(to - from));
}
inline std::int32_t serialDistance(std::uint32_t from, std::uint32_t to) {
  return static_cast<std::int32_t>(to - from);
}

// Makes 64-bit numbers out of wrapping ones; each number is taken as the one nearest to the last.
class SequenceExtender {
 public:
  std::int64_t extend(std::uint16_t sequence);
  void reset() { last_.reset(); }

 private:
  std::optional<std::int64_t> last_;
};

class TimestampExtender {
 public:
  std::int64_t extend(std::uint32_t timestamp);
  void reset() { last_.reset(); }

 private:
  std::optional<std::int64_t> last_;
};

}  // namespace zoetrope
