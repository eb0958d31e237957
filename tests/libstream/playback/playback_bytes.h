// SPDX-License-Identifier: MIT
// Frames for the tests of playback: JPEG-shaped bytes of any size, packets around them, a listener that keeps all.
#pragma once

#include "libstream/playback/frame_assembler.h"
#include "libstream/rtp/packet.h"

#include <cstdint>
#include <random>
#include <vector>

namespace zoetrope::playback {

inline TimePoint at(int milliseconds) { return TimePoint(std::chrono::milliseconds(milliseconds)); }

// SOI, a comment with `inside`, a scan of `size` bytes in all, EOI: what a marker walk takes for a picture.
inline ByteBuffer fakeJpeg(std::size_t size, std::uint32_t seed, Bytes inside = {}) {
  ByteBuffer jpeg;
  ByteWriter writer(jpeg);
  writer.u16(0xFFD8).u16(0xFFFE).u16(static_cast<std::uint16_t>(2 + inside.size())).bytes(inside);
  writer.u16(0xFFC0).u16(11).u8(8).u16(16).u16(16).u8(1).u8(1).u8(0x11).u8(0);
  writer.u16(0xFFDA).u16(8).u8(1).u8(1).u8(0).u8(0).u8(63).u8(0);
  std::mt19937 random(seed);
  while (jpeg.size() + 2 < size) jpeg.push_back(static_cast<std::uint8_t>(random() % 0xFF));
  writer.u16(0xFFD9);
  return jpeg;
}

inline ByteBuffer rtpPacket(const rtp::RtpHeader& header, Bytes payload) {
  ByteBuffer packet;
  rtp::writeRtpHeader(packet, header);
  append(packet, payload);
  return packet;
}

class Frames : public FrameListener {
 public:
  void onFrame(AssembledFrame&& frame) override { all.push_back(std::move(frame)); }
  void onDiscontinuity() override { ++discontinuities; }
  void onEndOfStream() override { ++ends; }

  std::size_t complete() const {
    std::size_t count = 0;
    for (const AssembledFrame& frame : all) count += frame.complete ? 1 : 0;
    return count;
  }
  std::vector<ByteBuffer> pictures() const {
    std::vector<ByteBuffer> list;
    for (const AssembledFrame& frame : all)
      if (frame.complete) list.push_back(frame.jpeg);
    return list;
  }

  std::vector<AssembledFrame> all;
  int discontinuities = 0;
  int ends = 0;
};

}  // namespace zoetrope::playback
