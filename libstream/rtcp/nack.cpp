// SPDX-License-Identifier: MIT
#include "libstream/rtcp/nack.h"

#include <algorithm>

namespace zoetrope::rtcp {

namespace {

constexpr int kBitmaskPackets = 16;
constexpr std::size_t kSsrcBytes = 8;
constexpr std::size_t kEntryBytes = 4;

struct Entry {
  std::uint16_t first;
  std::uint16_t mask;
  std::size_t count;  // sequence numbers that it names
};

Entry entryOf(std::span<const std::uint16_t> sequences) {
  Entry entry{sequences.front(), 0, 1};
  for (const std::uint16_t sequence : sequences.subspan(1)) {
    const int behind = static_cast<std::uint16_t>(sequence - entry.first);
    if (behind < 1 || behind > kBitmaskPackets) break;
    entry.mask = static_cast<std::uint16_t>(entry.mask | 1U << (behind - 1));
    ++entry.count;
  }
  return entry;
}

}  // namespace

std::optional<Nack> parseNack(const Other& packet) {
  if (packet.type != PacketType::Rtpfb || packet.format != kFormatGenericNack) return std::nullopt;
  if (packet.body.size() < kSsrcBytes || packet.body.size() % kEntryBytes != 0) return std::nullopt;
  ByteReader reader(packet.body);
  Nack nack;
  nack.senderSsrc = reader.u32();
  nack.mediaSsrc = reader.u32();
  while (reader.remaining() > 0) {
    const std::uint16_t first = reader.u16();
    const std::uint16_t mask = reader.u16();
    nack.sequences.push_back(first);
    for (int bit = 0; bit < kBitmaskPackets; ++bit)
      if ((mask & 1U << bit) != 0) nack.sequences.push_back(static_cast<std::uint16_t>(first + bit + 1));
  }
  return nack;
}

std::size_t serializeNack(ByteBuffer& to, std::uint32_t senderSsrc, std::uint32_t mediaSsrc,
                          std::span<const std::uint16_t> sequences, std::size_t maxEntries) {
  ByteBuffer entries;
  ByteWriter entryWriter(entries);
  std::size_t taken = 0;
  while (taken < sequences.size() && entries.size() < maxEntries * kEntryBytes) {
    const Entry entry = entryOf(sequences.subspan(taken));
    entryWriter.u16(entry.first).u16(entry.mask);
    taken += entry.count;
  }
  const std::size_t words = (kSsrcBytes + entries.size()) / 4;
  ByteWriter writer(to);
  writer.u8(0x80 | kFormatGenericNack).u8(static_cast<std::uint8_t>(PacketType::Rtpfb));
  writer.u16(static_cast<std::uint16_t>(words)).u32(senderSsrc).u32(mediaSsrc).bytes(entries);
  return taken;
}

}  // namespace zoetrope::rtcp
