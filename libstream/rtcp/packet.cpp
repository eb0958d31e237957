// SPDX-License-Identifier: MIT
#include "libstream/rtcp/packet.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace zoetrope::rtcp {

namespace {

constexpr std::uint8_t kVersionBits = 0x80;
constexpr std::uint8_t kPaddingBit = 0x20;
constexpr std::uint8_t kCountMask = 0x1F;
constexpr std::size_t kCommonHeaderSize = 4;
constexpr std::uint8_t kSdesEnd = 0;
constexpr std::uint8_t kSdesCname = 1;

// One packet of a compound: its common header and the bytes that belong to it.
struct Raw {
  PacketType type{};
  std::uint8_t count = 0;
  Bytes body;
  std::size_t size = 0;
};

Result<Raw> nextRaw(Bytes rest) {
  if (rest.size() < kCommonHeaderSize) return Error{"RTCP packet ends inside its header"};
  if ((rest[0] & 0xC0) != kVersionBits) return Error{"RTCP version is not 2"};
  ByteReader reader(rest);
  Raw raw;
  raw.count = reader.u8() & kCountMask;
  raw.type = static_cast<PacketType>(reader.u8());
  raw.size = (reader.u16() + std::size_t{1}) * 4;
  if (raw.size > rest.size())
    return Error{"RTCP packet of " + std::to_string(raw.size) + " bytes in the " + std::to_string(rest.size()) +
                 " that are left"};
  raw.body = rest.subspan(kCommonHeaderSize, raw.size - kCommonHeaderSize);
  if ((rest[0] & kPaddingBit) == 0) return raw;

  const std::size_t padding = raw.body.empty() ? 0 : raw.body.back();
  if (raw.size != rest.size()) return Error{"RTCP padding before the last packet"};
  if (padding == 0 || padding % 4 != 0 || padding > raw.body.size()) return Error{"RTCP padding of a wrong length"};
  raw.body = raw.body.first(raw.body.size() - padding);
  return raw;
}

std::int32_t signed24(std::uint32_t value) {
  return static_cast<std::int32_t>(value & 0x800000 ? value | 0xFF000000 : value);
}

ReportBlock readBlock(ByteReader& reader) {
  ReportBlock block;
  block.ssrc = reader.u32();
  block.fractionLost = reader.u8();
  block.cumulativeLost = signed24(reader.u24());
  block.extendedHighest = reader.u32();
  block.jitter = reader.u32();
  block.lastSenderReport = reader.u32();
  block.delaySinceLast = reader.u32();
  return block;
}

std::vector<ReportBlock> readBlocks(ByteReader& reader, std::size_t count) {
  std::vector<ReportBlock> blocks;
  blocks.reserve(count);
  for (std::size_t i = 0; i < count; ++i) blocks.push_back(readBlock(reader));
  return blocks;
}

std::optional<Packet> readSenderReport(const Raw& raw) {
  ByteReader reader(raw.body);
  SenderReport report;
  report.ssrc = reader.u32();
  report.ntp.value = reader.u64();
  report.rtpTimestamp = reader.u32();
  report.packetCount = reader.u32();
  report.octetCount = reader.u32();
  report.blocks = readBlocks(reader, raw.count);
  if (!reader.ok()) return std::nullopt;
  return report;
}

std::optional<Packet> readReceiverReport(const Raw& raw) {
  ByteReader reader(raw.body);
  ReceiverReport report;
  report.ssrc = reader.u32();
  report.blocks = readBlocks(reader, raw.count);
  if (!reader.ok()) return std::nullopt;
  return report;
}

// The items of a chunk up to its end, which is one zero byte and then padding to a word.
std::string readItems(ByteReader& reader) {
  std::string name;
  while (reader.ok()) {
    const std::uint8_t type = reader.u8();
    if (type == kSdesEnd) break;
    const Bytes text = reader.take(reader.u8());
    if (type == kSdesCname) name = asText(text);
  }
  reader.skip((4 - reader.offset() % 4) % 4);
  return name;
}

std::optional<Packet> readSdes(const Raw& raw) {
  ByteReader reader(raw.body);
  Sdes sdes;
  for (std::size_t i = 0; i < raw.count && reader.ok(); ++i) {
    Cname chunk;
    chunk.ssrc = reader.u32();
    chunk.name = readItems(reader);
    sdes.chunks.push_back(std::move(chunk));
  }
  if (!reader.ok()) return std::nullopt;
  return sdes;
}

std::optional<Packet> readBye(const Raw& raw) {
  ByteReader reader(raw.body);
  Bye bye;
  for (std::size_t i = 0; i < raw.count; ++i) bye.ssrcs.push_back(reader.u32());
  if (reader.ok() && reader.remaining() > 0) bye.reason = asText(reader.take(reader.u8()));
  if (!reader.ok()) return std::nullopt;
  return bye;
}

std::optional<Packet> readPacket(const Raw& raw) {
  switch (raw.type) {
    case PacketType::Sr:
      return readSenderReport(raw);
    case PacketType::Rr:
      return readReceiverReport(raw);
    case PacketType::Sdes:
      return readSdes(raw);
    case PacketType::Bye:
      return readBye(raw);
    default:
      return Other{raw.type, raw.count, raw.body};
  }
}

bool mayBegin(PacketType type, Framing framing) {
  return framing == Framing::ReducedSize || type == PacketType::Sr || type == PacketType::Rr;
}

// Writes the common header, lets `body` write the rest, pads to a word and fills in the length.
template <class Body>
void writePacket(ByteBuffer& to, PacketType type, std::size_t count, Body body) {
  const std::size_t start = to.size();
  ByteWriter writer(to);
  writer.u8(static_cast<std::uint8_t>(kVersionBits | (count & kCountMask))).u8(static_cast<std::uint8_t>(type)).u16(0);
  body(writer);
  while ((to.size() - start) % 4 != 0) to.push_back(0);
  const std::size_t words = (to.size() - start) / 4 - 1;
  to[start + 2] = static_cast<std::uint8_t>(words >> 8);
  to[start + 3] = static_cast<std::uint8_t>(words);
}

void writeBlock(ByteWriter& writer, const ReportBlock& block) {
  constexpr std::int32_t kMost = 0x7FFFFF;
  const std::int32_t lost = std::clamp(block.cumulativeLost, -kMost - 1, kMost);
  writer.u32(block.ssrc).u8(block.fractionLost).u24(static_cast<std::uint32_t>(lost) & 0xFFFFFF);
  writer.u32(block.extendedHighest).u32(block.jitter).u32(block.lastSenderReport).u32(block.delaySinceLast);
}

void writeText(ByteWriter& writer, std::string_view text) {
  const std::string_view cut = text.substr(0, kMaxTextBytes);
  writer.u8(static_cast<std::uint8_t>(cut.size())).bytes(asBytes(cut));
}

std::size_t blockCount(const std::vector<ReportBlock>& blocks) { return std::min(blocks.size(), kMaxReportBlocks); }

}  // namespace

Result<std::vector<Packet>> parseCompound(Bytes datagram, Framing framing) {
  std::vector<Packet> packets;
  while (!datagram.empty()) {
    if (packets.size() == kMaxPackets)
      return Error{"more than " + std::to_string(kMaxPackets) + " RTCP packets in one"};
    const Result<Raw> raw = nextRaw(datagram);
    if (!raw) return raw.error();
    if (packets.empty() && !mayBegin(raw->type, framing)) return Error{"RTCP compound begins without a report"};
    std::optional<Packet> packet = readPacket(*raw);
    if (!packet)
      return Error{"RTCP packet of type " + std::to_string(int(raw->type)) + " is too short for what it says"};
    packets.push_back(std::move(*packet));
    datagram = datagram.subspan(raw->size);
  }
  if (packets.empty()) return Error{"empty RTCP datagram"};
  return packets;
}

void serialize(ByteBuffer& to, const SenderReport& report) {
  const std::size_t count = blockCount(report.blocks);
  writePacket(to, PacketType::Sr, count, [&](ByteWriter& writer) {
    writer.u32(report.ssrc).u64(report.ntp.value).u32(report.rtpTimestamp);
    writer.u32(report.packetCount).u32(report.octetCount);
    for (std::size_t i = 0; i < count; ++i) writeBlock(writer, report.blocks[i]);
  });
}

void serialize(ByteBuffer& to, const ReceiverReport& report) {
  const std::size_t count = blockCount(report.blocks);
  writePacket(to, PacketType::Rr, count, [&](ByteWriter& writer) {
    writer.u32(report.ssrc);
    for (std::size_t i = 0; i < count; ++i) writeBlock(writer, report.blocks[i]);
  });
}

void serialize(ByteBuffer& to, const Sdes& sdes) {
  const std::size_t count = std::min<std::size_t>(sdes.chunks.size(), kCountMask);
  writePacket(to, PacketType::Sdes, count, [&](ByteWriter& writer) {
    for (std::size_t i = 0; i < count; ++i) {
      writer.u32(sdes.chunks[i].ssrc).u8(kSdesCname);
      writeText(writer, sdes.chunks[i].name);
      writer.u8(kSdesEnd);
      while (to.size() % 4 != 0) writer.u8(0);
    }
  });
}

void serialize(ByteBuffer& to, const Bye& bye) {
  const std::size_t count = std::min<std::size_t>(bye.ssrcs.size(), kCountMask);
  writePacket(to, PacketType::Bye, count, [&](ByteWriter& writer) {
    for (std::size_t i = 0; i < count; ++i) writer.u32(bye.ssrcs[i]);
    if (!bye.reason.empty()) writeText(writer, bye.reason);
  });
}

ByteBuffer senderCompound(const SenderReport& report, std::string_view cname) {
  ByteBuffer compound;
  serialize(compound, report);
  serialize(compound, Sdes{{{report.ssrc, std::string(cname)}}});
  return compound;
}

ByteBuffer receiverCompound(const ReceiverReport& report, std::string_view cname) {
  ByteBuffer compound;
  serialize(compound, report);
  serialize(compound, Sdes{{{report.ssrc, std::string(cname)}}});
  return compound;
}

void appendBye(ByteBuffer& compound, std::uint32_t ssrc, std::string_view reason) {
  serialize(compound, Bye{{ssrc}, std::string(reason)});
}

}  // namespace zoetrope::rtcp
