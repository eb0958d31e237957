// SPDX-License-Identifier: MIT
#include "libstream/rtcp/congestion_feedback.h"

#include <algorithm>

namespace zoetrope::rtcp {

namespace {

constexpr std::size_t kWord = 4;
constexpr std::size_t kBlockHeader = 8;
constexpr std::uint16_t kReceivedBit = 0x8000;
constexpr std::uint16_t kOffsetMask = 0x1FFF;
// Section 3.1: too long ago to be said, and arrival time not known.
constexpr std::uint16_t kOffsetTooLarge = 0x1FFE;
constexpr std::int64_t kOffsetsPerSecond = 1024;

ArrivalReport readReport(std::uint16_t bits) {
  if ((bits & kReceivedBit) == 0) return {};
  const std::uint16_t offset = bits & kOffsetMask;
  if (offset >= kOffsetTooLarge) return {true, std::nullopt};
  return {true, Duration(std::chrono::seconds(offset)) / kOffsetsPerSecond};
}

std::uint16_t reportBits(const ArrivalReport& report) {
  if (!report.received) return 0;
  if (!report.offset || *report.offset > kMaxArrivalOffset) return kReceivedBit | kOffsetTooLarge;
  const auto units = std::max<std::int64_t>(0, (*report.offset * kOffsetsPerSecond) / std::chrono::seconds(1));
  return static_cast<std::uint16_t>(kReceivedBit | units);
}

bool readStream(ByteReader& reader, StreamFeedback& stream) {
  stream.ssrc = reader.u32();
  stream.beginSequence = reader.u16();
  const std::size_t count = reader.u16();
  const std::size_t padded = (count + 1) / 2 * 2;
  if (count > kMaxFeedbackReports || reader.remaining() < 2 * padded + kWord) return false;
  stream.packets.reserve(count);
  for (std::size_t i = 0; i < count; ++i) stream.packets.push_back(readReport(reader.u16()));
  if (padded > count) reader.u16();
  return true;
}

}  // namespace

std::optional<CongestionFeedback> parseCongestionFeedback(const Other& packet) {
  if (packet.type != PacketType::Rtpfb || packet.format != kFormatCongestionFeedback) return std::nullopt;
  if (packet.body.size() < 2 * kWord || packet.body.size() % kWord != 0) return std::nullopt;
  ByteReader reader(packet.body);
  CongestionFeedback feedback;
  feedback.senderSsrc = reader.u32();
  while (reader.remaining() > kWord) {
    if (reader.remaining() < kBlockHeader + kWord) return std::nullopt;
    if (!readStream(reader, feedback.streams.emplace_back())) return std::nullopt;
  }
  feedback.timestamp = reader.u32();
  return feedback;
}

void serialize(ByteBuffer& to, const CongestionFeedback& feedback) {
  ByteBuffer body;
  ByteWriter writer(body);
  writer.u32(feedback.senderSsrc);
  for (const StreamFeedback& stream : feedback.streams) {
    const std::size_t count = std::min(stream.packets.size(), kMaxFeedbackReports);
    writer.u32(stream.ssrc).u16(stream.beginSequence).u16(static_cast<std::uint16_t>(count));
    for (std::size_t i = 0; i < count; ++i) writer.u16(reportBits(stream.packets[i]));
    if (count % 2 != 0) writer.u16(0);
  }
  writer.u32(feedback.timestamp);
  ByteWriter header(to);
  header.u8(0x80 | kFormatCongestionFeedback).u8(static_cast<std::uint8_t>(PacketType::Rtpfb));
  header.u16(static_cast<std::uint16_t>(body.size() / kWord)).bytes(body);
}

}  // namespace zoetrope::rtcp
