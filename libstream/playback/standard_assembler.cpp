// SPDX-License-Identifier: MIT
#include "libstream/playback/standard_assembler.h"

#include "libstream/jpeg/onvif_extension.h"
#include "libstream/jpeg/rfc2435_depacketizer.h"

#include <utility>

namespace zoetrope::playback {

namespace {

std::optional<Bytes> onvifExtensionOf(const rtp::RtpView& packet) {
  if (!packet.extension || packet.extension->profile != jpeg::kOnvifExtensionProfile) return std::nullopt;
  return packet.extension->data;
}

double percentLost(const rtp::ReorderCounts& counts) {
  const std::uint64_t expected = counts.delivered + counts.lost;
  return expected == 0 ? 0 : 100.0 * static_cast<double>(counts.lost) / static_cast<double>(expected);
}

}  // namespace

StandardAssembler::StandardAssembler(Options options)
    : options_(options), reorder_(options.reorder), depacketizer_(std::make_unique<jpeg::Rfc2435Depacketizer>()) {}

StandardAssembler::~StandardAssembler() = default;

void StandardAssembler::setFallbackSize(int width, int height) { depacketizer_->setFallbackSize(width, height); }

void StandardAssembler::onDatagram(Bytes datagram, TimePoint now, FrameListener& listener) {
  listener_ = &listener;
  const Result<rtp::RtpView> packet = rtp::parseRtp(datagram);
  if (!packet || packet->header.payloadType != options_.payloadType) {
    ++rejected_;
    return;
  }
  const std::uint64_t before = reorder_.counts().received;
  reorder_.push(*packet, now, *this);
  if (reorder_.counts().received == before) return;  // of a source that is not believed
  bytes_ += datagram.size();
  reception_.onPacket(packet->header, now);
}

void StandardAssembler::advance(TimePoint now, FrameListener& listener) {
  listener_ = &listener;
  reorder_.advance(now, *this);
}

void StandardAssembler::flush(FrameListener& listener) {
  listener_ = &listener;
  reorder_.flush(*this);
  closeFrame();
}

void StandardAssembler::rebase(std::uint16_t sequence, FrameListener& listener) {
  listener_ = &listener;
  reorder_.rebase(sequence, *this);
  reception_.rebase(sequence);
}

void StandardAssembler::vouchFor(std::uint32_t ssrc, FrameListener& listener) {
  listener_ = &listener;
  reorder_.vouchFor(ssrc, *this);
}

void StandardAssembler::reset() {
  reorder_.reset();
  depacketizer_->dropFrame();
  open_.reset();
}

void StandardAssembler::onPacket(const rtp::RtpView& packet, std::int64_t, TimePoint arrival) {
  if (open_ && open_->rtpTimestamp != packet.header.timestamp) closeFrame();
  if (packet.payload.empty()) return;  // keeps a way through a NAT open, is no picture
  if (!open_) openFrame(packet.header.timestamp, arrival);
  ++open_->packets;
  open_->lastArrival = arrival;
  if (!depacketizer_->onPacket(packet.payload, onvifExtensionOf(packet), packet.header.marker)) ++unusable_;
  if (packet.header.marker) closeFrame();
}

// What is missing shows in the depacketizer: the frame is not complete without it.
void StandardAssembler::onGap(std::int64_t, std::int64_t) {}

void StandardAssembler::onResync() {
  closeFrame();
  listener_->onDiscontinuity();
}

void StandardAssembler::openFrame(std::uint32_t timestamp, TimePoint arrival) {
  open_.emplace();
  open_->rtpTimestamp = timestamp;
  open_->firstArrival = arrival;
}

void StandardAssembler::closeFrame() {
  if (!open_) return;
  AssembledFrame frame = std::move(*open_);
  open_.reset();
  frame.complete = depacketizer_->complete();
  frame.jpeg = depacketizer_->takeJpeg();
  frame.complete = frame.complete && !frame.jpeg.empty();
  frame.number = frames_++;
  ++(frame.complete ? complete_ : incomplete_);
  listener_->onFrame(std::move(frame));
}

void StandardAssembler::report(Counters& counters) const {
  const rtp::ReorderCounts& packets = reorder_.counts();
  counters.framesComplete = complete_;
  counters.framesIncomplete = incomplete_;
  counters.packetsReceived = packets.received;
  counters.packetsLost = packets.lost;
  counters.packetsDuplicate = packets.duplicate;
  counters.packetsReordered = packets.reordered;
  counters.packetsLate = packets.late;
  counters.packetsRejected = rejected_ + unusable_ + packets.strangers;
  counters.bytesReceived = bytes_;
  counters.lossPercent = percentLost(packets);
  counters.jitterMs = toSeconds(reception_.jitter()) * 1000;
}

}  // namespace zoetrope::playback
