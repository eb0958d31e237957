// SPDX-License-Identifier: MIT
// Course dialect: JPEGs out of the lab's datagrams, whole or cut in any of the ways that its servers use.
// Spec: the networking lab's handout; docs/course_dialect.md has the forms by letter.
//   W  whole frame in one datagram            A  slices, all with the frame's number
//   B  slices, numbers go on per packet       C6, C8  slices with an own header of 6 or 8 bytes
//   E  a frame cut without regard to RTP: only the first datagram has a header
// Thread: one at a time; time is an argument.
// Limits: a frame has at most kMaxFrameBytes; at most one is in the making.
#pragma once

#include "libstream/base/serial.h"
#include "libstream/playback/frame_assembler.h"
#include "libstream/rtp/packet.h"

#include <deque>
#include <optional>

namespace zoetrope::playback {

class CourseAssembler final : public FrameAssembler {
 public:
  static constexpr std::size_t kMaxFrameBytes = std::size_t{16} << 20;

  void onDatagram(Bytes datagram, TimePoint now, FrameListener& listener) override;
  // Nothing waits here: a frame that lacks its end is closed by the next one, or by flush.
  void advance(TimePoint, FrameListener&) override {}
  std::optional<TimePoint> deadline() const override { return std::nullopt; }
  void flush(FrameListener& listener) override;
  void reset() override;
  void report(Counters& counters) const override;

  // How slices are numbered, as far as the stream has shown.
  enum class Numbering { Unknown, PerFrame, PerPacket };
  Numbering numbering() const { return numbering_; }

 private:
  Numbering numbering_ = Numbering::Unknown;
};

}  // namespace zoetrope::playback
