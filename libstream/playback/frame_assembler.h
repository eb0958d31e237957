// SPDX-License-Identifier: MIT
// Frames out of datagrams: the interface that both dialects' assemblers share.
// Thread: one at a time; time is an argument.
// Owns: what it holds of frames in the making. Borrows: datagrams during the call only.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/time.h"
#include "libstream/playback/counters.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace zoetrope::playback {

struct AssembledFrame {
  // SOI to EOI when complete; else what there is of it, not always decodable, perhaps empty.
  ByteBuffer jpeg;
  bool complete = false;
  std::uint32_t rtpTimestamp = 0;
  // The frame's number, growing: the sender's own (course dialect), else counted from 0.
  std::int64_t number = 0;
  std::size_t packets = 0;
  TimePoint firstArrival{};
  TimePoint lastArrival{};
  // Position in the movie in seconds, when the session knows it; else negative.
  double npt = -1;
};

class FrameListener {
 public:
  virtual ~FrameListener() = default;
  virtual void onFrame(AssembledFrame&& frame) = 0;
  // The sender started over with other numbers and times: what follows does not continue what came before.
  virtual void onDiscontinuity() {}
  // The stream itself said that it is over (course dialect: an empty payload).
  virtual void onEndOfStream() {}
};

class FrameAssembler {
 public:
  virtual ~FrameAssembler() = default;

  // One RTP datagram, or the content of an interleaved frame.
  virtual void onDatagram(Bytes datagram, TimePoint now, FrameListener& listener) = 0;
  // Gives up what has waited too long. Call at deadline().
  virtual void advance(TimePoint now, FrameListener& listener) = 0;
  virtual std::optional<TimePoint> deadline() const = 0;
  // Hands out what is pending, complete or not: end of the range, end of the session.
  virtual void flush(FrameListener& listener) = 0;
  // Drops what is pending, keeps the counts: TEARDOWN, a new connection.
  virtual void reset() = 0;
  // Packets that were of this stream and may be a part of a picture; what is found to be none is taken off again.
  virtual std::uint64_t usablePackets() const = 0;
  // Puts its own counts into the session's counters (the members that it knows, absolute values).
  virtual void report(Counters& counters) const = 0;
};

}  // namespace zoetrope::playback
