// SPDX-License-Identifier: MIT
// Course dialect: JPEGs out of the lab's datagrams, whole or cut in any of the ways that its servers use.
// Spec: the networking lab's handout; docs/course_dialect.md has the forms by letter.
//   W  whole frame in one datagram            A  slices, all with the frame's number
//   B  slices, numbers go on per packet       C6, C8  slices with an own header of 6 or 8 bytes
//   E  a frame cut without regard to RTP: only the first datagram has a header
// A frame begins with SOI and ends with the EOI that belongs to it, with the marker, or where the next one begins. It
// is complete when it has both; that slices between are missing shows only where packets are numbered (B) or counted
// (C6, C8), else in the decoder.
// Thread: one at a time; time is an argument.
// Limits: a frame has at most kMaxFrameBytes; at most one is in the making.
#pragma once

#include "libstream/jpeg/marker_walk.h"
#include "libstream/playback/course_numbers.h"
#include "libstream/playback/course_order.h"
#include "libstream/playback/course_slices.h"
#include "libstream/playback/frame_assembler.h"
#include "libstream/rtp/packet.h"

#include <optional>

namespace zoetrope::playback {

class CourseAssembler final : public FrameAssembler, private CourseOrder::Listener {
 public:
  static constexpr std::size_t kMaxFrameBytes = std::size_t{16} << 20;
  // What the server of form E cuts its frames into.
  static constexpr std::size_t kRawCutBytes = 4096;

  void onDatagram(Bytes datagram, TimePoint now, FrameListener& listener) override;
  // Only datagrams that overtook others wait: a frame that lacks its end is closed by the next one, or by flush.
  void advance(TimePoint now, FrameListener& listener) override;
  std::optional<TimePoint> deadline() const override { return order_.deadline(); }
  void flush(FrameListener& listener) override;
  void reset() override;
  std::uint64_t usablePackets() const override { return packets_ - unusable_; }
  void report(Counters& counters) const override;

  Numbering numbering() const { return numbers_.numbering(); }

 private:
  // The frame in the making.
  struct Open {
    Open();
    AssembledFrame frame;
    std::uint16_t firstSequence = 0;
    std::uint16_t lastSequence = 0;
    bool damaged = false;
    bool rawCut = false;                 // form E
    std::optional<CourseSlices> slices;  // forms C6 and C8
    jpeg::MarkerWalker walker;
    std::size_t lastPiece = 0;  // size of the newest one, at the end of the bytes
  };

  void onOrdered(Bytes datagram, TimePoint arrival) override;
  bool takeRawPiece(Bytes datagram, TimePoint now, FrameListener& listener);
  void takePacket(const rtp::RtpView& packet, TimePoint now, FrameListener& listener);
  bool beginsFrame(const rtp::RtpView& packet) const;
  bool continuesFrame(const rtp::RtpView& packet);
  bool isCopyOfLastPiece(const rtp::RtpView& packet) const;
  void begin(const rtp::RtpView& packet, TimePoint now, FrameListener& listener);
  void open(std::uint16_t sequence, std::uint32_t timestamp, TimePoint now);
  void takePiece(Bytes piece, std::uint16_t sequence, TimePoint now, FrameListener& listener);
  void takeSlice(Bytes payload, FrameListener& listener);
  Bytes walk(Bytes piece, FrameListener& listener);
  void finish(bool complete, FrameListener& listener);
  void closeOpen(FrameListener& listener);
  void takeOrphan(const rtp::RtpView& packet);

  // Given (not owned), while a public function runs.
  FrameListener* listener_ = nullptr;
  // Owned.
  CourseOrder order_;
  std::optional<Open> open_;
  // State.
  CourseNumbers numbers_;
  rtp::RtpHeader last_;  // of the newest packet
  bool sawPicture_ = false;
  bool endedByEoi_ = false;  // the newest frame is whole; its marker or some junk may still come
  bool orphaned_ = false;    // the slices that come have lost their beginning
  std::uint64_t complete_ = 0;
  std::uint64_t incomplete_ = 0;
  std::uint64_t duplicate_ = 0;
  std::uint64_t packets_ = 0;
  std::uint64_t rejected_ = 0;
  std::uint64_t unusable_ = 0;  // of packets_, no pictures of ours
  std::uint64_t bytes_ = 0;
};

}  // namespace zoetrope::playback
