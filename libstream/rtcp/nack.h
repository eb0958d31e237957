// SPDX-License-Identifier: MIT
// Generic NACK: the sequence numbers of packets that are missing, as they are asked for again.
// Spec: RFC 4585, sections 6.1 (common format) and 6.2.1 (PID, BLP).
// Thread: pure functions.
// Fails: parseNack gives nothing for what is no NACK or is cut short.
// Limits: kMaxNackEntries pairs of PID and BLP in one packet, so that it stays below the MTU.
#pragma once

#include "libstream/rtcp/packet.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zoetrope::rtcp {

// 4 bytes each, behind 12 bytes of header and the compound's report.
inline constexpr std::size_t kMaxNackEntries = 256;
inline constexpr std::uint8_t kFormatGenericNack = 1;

struct Nack {
  std::uint32_t senderSsrc = 0;
  std::uint32_t mediaSsrc = 0;
  std::vector<std::uint16_t> sequences;  // in the order of the packet
  friend bool operator==(const Nack&, const Nack&) = default;
};

std::optional<Nack> parseNack(const Other& packet);

// Appends one packet with as many of `sequences` (in order, without repeats) as fit into `maxEntries`, and returns how
// many these are.
std::size_t serializeNack(ByteBuffer& to, std::uint32_t senderSsrc, std::uint32_t mediaSsrc,
                          std::span<const std::uint16_t> sequences, std::size_t maxEntries = kMaxNackEntries);

}  // namespace zoetrope::rtcp
