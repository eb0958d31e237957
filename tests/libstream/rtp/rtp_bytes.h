// SPDX-License-Identifier: MIT
// RTP packets for tests, and a listener that writes down what the reorder buffer says.
#pragma once

#include "libstream/rtp/packet.h"
#include "libstream/rtp/reorder.h"

#include <cstdint>
#include <string>
#include <vector>

namespace zoetrope::rtp {

inline constexpr std::uint32_t kTestSsrc = 0x5A6F6574;

inline ByteBuffer packetBytes(std::uint16_t sequence, std::uint32_t ssrc = kTestSsrc) {
  ByteBuffer bytes;
  writeRtpHeader(bytes, {false, kPayloadTypeJpeg, sequence, sequence * 10u, ssrc});
  ByteWriter(bytes).u16(sequence);
  return bytes;
}

inline TimePoint at(int milliseconds) { return TimePoint(std::chrono::milliseconds(milliseconds)); }

// Packets as their 16-bit number, gaps as "-count", resyncs as "R".
class Journal : public ReorderBuffer::Listener {
 public:
  void onPacket(const RtpView& packet, std::int64_t sequence, TimePoint) override {
    note(std::to_string(packet.header.sequence));
    sequences.push_back(sequence);
  }
  void onGap(std::int64_t, std::int64_t count) override { note("-" + std::to_string(count)); }
  void onResync() override { note("R"); }

  std::string text;
  std::vector<std::int64_t> sequences;

 private:
  void note(const std::string& what) { text += (text.empty() ? "" : " ") + what; }
};

inline void push(ReorderBuffer& buffer, Journal& journal, std::uint16_t sequence, int milliseconds = 0,
                 std::uint32_t ssrc = kTestSsrc) {
  const ByteBuffer bytes = packetBytes(sequence, ssrc);
  buffer.push(*parseRtp(bytes), at(milliseconds), journal);
}

}  // namespace zoetrope::rtp
