// SPDX-License-Identifier: MIT
#include "libstream/playback/course_assembler.h"

#include "libstream/base/serial.h"

#include <algorithm>
#include <utility>

namespace zoetrope::playback {

namespace {

// Bytes; a flat block is a few bits, a flat row of them some tens of bytes.
constexpr std::size_t kLongestPeriod = 64;

bool startsWithSoi(Bytes bytes) { return bytes.size() >= 2 && bytes[0] == 0xFF && bytes[1] == 0xD8; }

// A record of a movie may hold several pictures one behind the other, with zeros between.
Bytes nextPicture(Bytes rest) {
  const auto start = std::find_if(rest.begin(), rest.end(), [](std::uint8_t byte) { return byte != 0; });
  rest = rest.subspan(static_cast<std::size_t>(start - rest.begin()));
  return startsWithSoi(rest) ? rest : Bytes{};
}

double percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

bool repeatsItself(Bytes bytes) {
  for (std::size_t period = 1; period <= std::min(kLongestPeriod, bytes.size() / 2); ++period) {
    if (std::equal(bytes.begin() + static_cast<std::ptrdiff_t>(period), bytes.end(), bytes.begin())) return true;
  }
  return false;
}

}  // namespace

// Out of line: Clang 14 wants initialised members of a nested class to be complete before std::optional asks for them.
CourseAssembler::Open::Open() = default;

void CourseAssembler::onDatagram(Bytes datagram, TimePoint now, FrameListener& listener) {
  listener_ = &listener;
  const Result<rtp::RtpView> packet = rtp::parseRtp(datagram);
  if (packet && packet->header.payloadType == rtp::kPayloadTypeJpeg)
    order_.push(packet->header.sequence, datagram, now, *this);
  else
    order_.pushUnnumbered(datagram, now, *this);
  order_.advance(now, *this);
}

void CourseAssembler::advance(TimePoint now, FrameListener& listener) {
  listener_ = &listener;
  order_.advance(now, *this);
}

void CourseAssembler::onOrdered(Bytes datagram, TimePoint arrival) {
  const Result<rtp::RtpView> packet = rtp::parseRtp(datagram);
  const bool isPacket = packet && packet->header.payloadType == rtp::kPayloadTypeJpeg;
  if (!isPacket && !takeRawPiece(datagram, arrival, *listener_)) {
    ++rejected_;
    return;
  }
  ++packets_;
  bytes_ += datagram.size();
  if (isPacket) takePacket(*packet, arrival, *listener_);
}

// Form E: what has no RTP header goes on where the datagram before it was cut.
bool CourseAssembler::takeRawPiece(Bytes datagram, TimePoint now, FrameListener& listener) {
  if (!open_ || !open_->rawCut || datagram.size() > kRawCutBytes) return false;
  takePiece(datagram, open_->firstSequence, now, listener);
  return true;
}

void CourseAssembler::takePacket(const rtp::RtpView& packet, TimePoint now, FrameListener& listener) {
  const rtp::RtpHeader& header = packet.header;
  if (packet.payload.empty()) {
    closeOpen(listener);
    listener.onEndOfStream();
  } else if (beginsFrame(packet)) {
    closeOpen(listener);
    begin(packet, now, listener);
  } else if (isCopyOfLastPiece(packet)) {
    ++duplicate_;
  } else if (continuesFrame(packet)) {
    takePiece(packet.payload, header.sequence, now, listener);
  } else {
    closeOpen(listener);
    takeOrphan(packet);
  }
  if (header.marker) {
    closeOpen(listener);
    orphaned_ = false;
  }
  last_ = header;
}

bool CourseAssembler::beginsFrame(const rtp::RtpView& packet) const {
  const bool sliced = !startsWithSoi(packet.payload) && (!open_ || open_->slices);
  const bool begins = sliced ? CourseSlices::begin(packet.payload).has_value() : startsWithSoi(packet.payload);
  if (!open_ || !begins) return begins;
  return packet.header.sequence != last_.sequence || packet.header.timestamp != last_.timestamp;
}

// Slices that share a number do not tell a datagram that came twice from a flat picture whose slices are alike; such
// a picture repeats itself within a few bytes.
bool CourseAssembler::isCopyOfLastPiece(const rtp::RtpView& packet) const {
  if (!open_ || open_->slices || packet.header.sequence != last_.sequence) return false;
  const ByteBuffer& bytes = open_->frame.jpeg;
  const std::size_t size = packet.payload.size();
  return size == open_->lastPiece && size <= bytes.size() &&
         std::equal(packet.payload.rbegin(), packet.payload.rend(), bytes.rbegin()) &&
         (numbers_.numbering() == Numbering::PerPacket || !repeatsItself(packet.payload));
}

bool CourseAssembler::continuesFrame(const rtp::RtpView& packet) {
  if (!open_) return false;
  const std::uint16_t sequence = packet.header.sequence;
  if (open_->slices) return sequence == open_->firstSequence;
  numbers_.onContinuation(last_.sequence, sequence);
  if (numbers_.numbering() == Numbering::PerFrame) return sequence == open_->firstSequence;

  const int distance = serialDistance(last_.sequence, sequence);
  if (distance == 1) return true;
  if (numbers_.numbering() != Numbering::PerPacket) return false;
  open_->damaged = true;
  if (distance > 1) numbers_.onPacketsMissing(static_cast<std::uint64_t>(distance - 1));
  return true;
}

void CourseAssembler::begin(const rtp::RtpView& packet, TimePoint now, FrameListener& listener) {
  open(packet.header.sequence, packet.header.timestamp, now);
  open_->rawCut = packet.payload.size() + rtp::kFixedHeaderSize == kRawCutBytes;
  if (!startsWithSoi(packet.payload)) open_->slices = CourseSlices::begin(packet.payload);
  takePiece(packet.payload, packet.header.sequence, now, listener);
}

void CourseAssembler::open(std::uint16_t sequence, std::uint32_t timestamp, TimePoint now) {
  open_.emplace();
  open_->frame.rtpTimestamp = timestamp;
  open_->frame.firstArrival = now;
  open_->firstSequence = sequence;
  sawPicture_ = true;
  orphaned_ = false;
  endedByEoi_ = false;
}

void CourseAssembler::takePiece(Bytes piece, std::uint16_t sequence, TimePoint now, FrameListener& listener) {
  const std::uint32_t timestamp = open_->frame.rtpTimestamp;
  while (open_) {
    ++open_->frame.packets;
    open_->frame.lastArrival = now;
    open_->lastSequence = sequence;
    if (open_->slices) return takeSlice(piece, listener);
    piece = walk(piece, listener);
    if (piece.empty()) return;
    open(sequence, timestamp, now);
  }
}

void CourseAssembler::takeSlice(Bytes payload, FrameListener& listener) {
  if (!open_->slices->add(payload)) open_->damaged = true;
  if (!open_->slices->complete()) return;
  const Bytes bytes = open_->slices->bytes();
  open_->frame.jpeg.assign(bytes.begin(), bytes.end());
  endedByEoi_ = true;
  finish(jpeg::walkJpeg(bytes).isDone(), listener);
}

// Appends a piece to the open frame; when the frame ends in it, returns the next picture that begins behind it.
Bytes CourseAssembler::walk(Bytes piece, FrameListener& listener) {
  ByteBuffer& bytes = open_->frame.jpeg;
  if (bytes.size() + piece.size() > kMaxFrameBytes) {
    closeOpen(listener);
    return {};
  }
  const auto walked = open_->damaged ? Parsed<std::size_t>::needMore() : open_->walker.feed(piece);
  if (walked.isDone()) {
    zoetrope::append(bytes, piece.first(walked.consumed()));
    endedByEoi_ = true;
    finish(true, listener);
    return nextPicture(piece.subspan(walked.consumed()));
  }
  if (walked.isBad()) open_->damaged = true;
  zoetrope::append(bytes, piece);
  open_->lastPiece = piece.size();
  return {};
}

void CourseAssembler::finish(bool complete, FrameListener& listener) {
  Open done = std::move(*open_);
  open_.reset();
  if (done.slices && !complete) done.frame.jpeg = done.slices->bytes();
  const CourseNumbers::Admission admission = numbers_.admit(done.firstSequence, done.frame.jpeg);
  numbers_.onFrameEnd(done.lastSequence);
  if (admission == CourseNumbers::Admission::Copy) ++duplicate_;
  if (admission == CourseNumbers::Admission::Copy || admission == CourseNumbers::Admission::Old) return;
  if (admission == CourseNumbers::Admission::StartedOver) listener.onDiscontinuity();
  done.frame.complete = complete && !done.damaged;
  done.frame.number = numbers_.number();
  ++(done.frame.complete ? complete_ : incomplete_);
  listener.onFrame(std::move(done.frame));
}

void CourseAssembler::closeOpen(FrameListener& listener) {
  if (!open_) return;
  endedByEoi_ = false;
  finish(false, listener);
}

// A slice whose frame has lost its beginning, or what stands behind the end of one.
void CourseAssembler::takeOrphan(const rtp::RtpView& packet) {
  const std::uint16_t sequence = packet.header.sequence;
  const bool sameNumber = sequence == last_.sequence;
  const bool goesOn = numbers_.numbering() == Numbering::PerPacket && serialDistance(last_.sequence, sequence) == 1 &&
                      packet.header.timestamp == last_.timestamp && !last_.marker;
  if (endedByEoi_ && (sameNumber || goesOn)) return;  // junk behind the picture
  if (!sawPicture_) {
    ++unusable_;  // no picture of ours (RFC 2435), or the tail of one that began before we listened
    return;
  }
  numbers_.onContinuation(last_.sequence, sequence);
  const bool newFrame = !orphaned_ || (numbers_.numbering() != Numbering::PerPacket && !sameNumber);
  if (newFrame) ++incomplete_;
  numbers_.onOrphan(sequence, newFrame);
  orphaned_ = true;
  endedByEoi_ = false;
}

void CourseAssembler::flush(FrameListener& listener) {
  listener_ = &listener;
  order_.flush(*this);
  closeOpen(listener);
}

void CourseAssembler::reset() {
  order_.reset();
  open_.reset();
  numbers_.reset();
  sawPicture_ = false;
  endedByEoi_ = false;
  orphaned_ = false;
}

void CourseAssembler::report(Counters& counters) const {
  counters.framesComplete = complete_;
  counters.framesIncomplete = incomplete_;
  counters.framesLost = numbers_.framesLost();
  counters.packetsReceived = packets_;
  counters.packetsLost = numbers_.packetsLost();
  counters.packetsDuplicate = duplicate_;
  counters.packetsReordered = order_.reordered();
  counters.packetsLate = numbers_.framesOld();
  counters.packetsRejected = rejected_ + unusable_;
  counters.bytesReceived = bytes_;
  const bool perPacket = numbers_.numbering() == Numbering::PerPacket;
  const std::uint64_t lost = perPacket ? numbers_.packetsLost() : numbers_.framesLost();
  counters.lossPercent = percent(lost, lost + (perPacket ? packets_ : complete_ + incomplete_));
}

}  // namespace zoetrope::playback
