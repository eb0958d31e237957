// SPDX-License-Identifier: MIT
// The lab's servers as far as their datagrams go: frames cut by each of the schemes.
#pragma once

#include "tests/libstream/playback/playback_bytes.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace zoetrope::playback {

struct CourseSender {
  enum class Time { Constant, PerFrame, InsideFrame };

  // Which marker, timestamps and first number the server has.
  bool marker = true;
  Time time = Time::PerFrame;
  std::uint16_t sequence = 1;
  std::uint32_t timestamp = 1700000000;
  std::size_t slice = 1400;

  std::vector<ByteBuffer> datagrams;

  void whole(Bytes jpeg) {
    put(jpeg, true);
    endFrame();
  }
  void sameNumber(Bytes jpeg) {
    cut(jpeg, slice, [this](Bytes piece, bool last, std::size_t) { put(piece, last); });
    endFrame();
  }
  void ownNumbers(Bytes jpeg) {
    cut(jpeg, slice, [this](Bytes piece, bool last, std::size_t) {
      put(piece, last);
      ++sequence;
    });
    endFrame();
    --sequence;
  }
  void offsets(Bytes jpeg) {
    cut(jpeg, 1392, [&](Bytes piece, bool last, std::size_t offset) {
      ByteBuffer payload;
      ByteWriter(payload).u32(std::uint32_t(offset)).u32(std::uint32_t(jpeg.size())).bytes(piece);
      put(payload, last);
    });
    endFrame();
  }
  void counted(Bytes jpeg) {
    const std::size_t count = (jpeg.size() + 1999) / 2000;
    cut(jpeg, 2000, [&](Bytes piece, bool last, std::size_t offset) {
      ByteBuffer payload;
      ByteWriter(payload).u16(std::uint16_t(offset / 2000)).u16(std::uint16_t(count)).u16(std::uint16_t(jpeg.size()));
      append(payload, piece);
      put(payload, last);
    });
    endFrame();
  }
  // Form E.
  void rawCut(Bytes jpeg) {
    const ByteBuffer packet = rtpPacket({false, 26, sequence, timestamp, 0}, jpeg);
    cut(packet, 4096, [this](Bytes piece, bool, std::size_t) { datagrams.emplace_back(piece.begin(), piece.end()); });
    endFrame();
  }

  void put(Bytes payload, bool last) {
    datagrams.push_back(rtpPacket({marker && last, 26, sequence, timestamp, 0}, payload));
    if (time == Time::InsideFrame && datagrams.size() % 7 == 0) ++timestamp;
  }
  void endFrame() {
    ++sequence;
    if (time == Time::PerFrame) timestamp += 50;
  }

 private:
  static void cut(Bytes whole, std::size_t size, const std::function<void(Bytes, bool, std::size_t)>& take) {
    for (std::size_t offset = 0; offset < whole.size(); offset += size) {
      const Bytes piece = whole.subspan(offset, std::min(size, whole.size() - offset));
      take(piece, offset + size >= whole.size(), offset);
    }
  }
};

}  // namespace zoetrope::playback
