// SPDX-License-Identifier: MIT
#include "libstream/playback/standard_assembler.h"

#include "libstream/base/serial.h"
#include "libstream/jpeg/onvif_extension.h"
#include "libstream/jpeg/rfc2435_depacketizer.h"
#include "libstream/rtp/retransmission.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zoetrope::playback {

namespace {

// A longer step is no frame left out but another time line.
constexpr std::int32_t kLongestStep = 2 * rtp::kVideoClockRate;

std::optional<Bytes> onvifExtensionOf(const rtp::RtpView& packet) {
  if (!packet.extension || packet.extension->profile != jpeg::kOnvifExtensionProfile) return std::nullopt;
  return packet.extension->data;
}

double percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

StandardAssembler::StandardAssembler(Options options)
    : options_(options), reorder_(options.reorder), depacketizer_(std::make_unique<jpeg::Rfc2435Depacketizer>()) {}

StandardAssembler::~StandardAssembler() = default;

void StandardAssembler::setFallbackSize(int width, int height) { depacketizer_->setFallbackSize(width, height); }

void StandardAssembler::setRecovery(std::optional<std::uint8_t> rtxPayloadType, const FrameTurns* turns) {
  options_.rtxPayloadType = rtxPayloadType;
  turns_ = rtxPayloadType ? turns : nullptr;
  reorder_.setHoldPolicy(turns_ ? this : nullptr);
}

void StandardAssembler::setFrameRate(double framesPerSecond) {
  stepSaid_ = framesPerSecond > 0;
  step_ = stepSaid_ ? static_cast<std::int32_t>(std::lround(rtp::kVideoClockRate / framesPerSecond)) : 0;
}

// The oldest gap lies in the open frame, or where the next one should begin.
TimePoint StandardAssembler::giveUpAt(const rtp::Gap& oldest) const {
  std::optional<std::uint32_t> timestamp;
  if (open_)
    timestamp = open_->rtpTimestamp;
  else if (lastTimestamp_)
    timestamp = *lastTimestamp_ + static_cast<std::uint32_t>(step_);
  return turns_->giveUpAt(timestamp, oldest.noticed);
}

void StandardAssembler::onDatagram(Bytes datagram, TimePoint now, FrameListener& listener) {
  listener_ = &listener;
  const Result<rtp::RtpView> packet = rtp::parseRtp(datagram);
  if (packet && options_.rtxPayloadType == packet->header.payloadType) return takeRetransmission(*packet, now);
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

void StandardAssembler::takeRetransmission(const rtp::RtpView& packet, TimePoint now) {
  const auto ssrc = reorder_.ssrc();
  const auto original = ssrc ? rtp::restoreOriginal(packet, *ssrc, options_.payloadType) : std::nullopt;
  const Result<rtp::RtpView> restored = original ? rtp::parseRtp(*original) : Error{"no retransmission"};
  if (!restored) {
    ++rejected_;
    return;
  }
  const std::uint64_t before = reorder_.counts().received;
  reorder_.pushRetransmission(*restored, now, *this);
  if (reorder_.counts().received == before) return;
  bytes_ += packet.packet.size();
  bytesResent_ += packet.packet.size();
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
  lastTimestamp_.reset();
  gapSinceLast_ = false;
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
void StandardAssembler::onGap(std::int64_t, std::int64_t) { gapSinceLast_ = true; }

void StandardAssembler::onResync() {
  closeFrame();
  lastTimestamp_.reset();
  listener_->onDiscontinuity();
}

void StandardAssembler::openFrame(std::uint32_t timestamp, TimePoint arrival) {
  countMissingFrames(timestamp);
  open_.emplace();
  open_->rtpTimestamp = timestamp;
  open_->firstArrival = arrival;
}

// A frame that the sender leaves out leaves a gap in time but none in the numbers; one that was lost leaves both.
void StandardAssembler::countMissingFrames(std::uint32_t timestamp) {
  const bool gap = std::exchange(gapSinceLast_, false);
  if (!lastTimestamp_) return;
  const std::int32_t step = serialDistance(*lastTimestamp_, timestamp);
  if (step <= 0 || step > kLongestStep) return;
  if (!stepSaid_ && !gap && (step_ == 0 || step < step_)) step_ = step;
  if (step_ == 0) return;
  const std::int32_t missing = std::max((step + step_ / 2) / step_ - 1, 0);
  (gap ? lost_ : leftOut_) += static_cast<std::uint64_t>(missing);
}

void StandardAssembler::closeFrame() {
  if (!open_) return;
  lastTimestamp_ = open_->rtpTimestamp;
  AssembledFrame frame = std::move(*open_);
  open_.reset();
  frame.complete = depacketizer_->complete();
  frame.jpeg = depacketizer_->takeJpeg();
  frame.complete = frame.complete && !frame.jpeg.empty();
  frame.number = frames_++;
  ++(frame.complete ? complete_ : incomplete_);
  if (frame.complete) bytesUseful_ += frame.jpeg.size();
  listener_->onFrame(std::move(frame));
}

void StandardAssembler::report(Counters& counters) const {
  const rtp::ReorderCounts& packets = reorder_.counts();
  const std::uint64_t expected = packets.delivered + packets.lost + packets.late;
  const std::uint64_t missed = packets.recovered + packets.recoveredLate + packets.lost;
  counters.framesComplete = complete_;
  counters.framesIncomplete = incomplete_;
  counters.framesLost = lost_;
  counters.framesSkippedBySender = leftOut_;
  counters.packetsExpected = expected;
  counters.packetsReceived = packets.received;
  counters.packetsMissed = missed;
  counters.packetsRecovered = packets.recovered;
  counters.packetsLost = packets.lost;
  counters.packetsDuplicate = packets.duplicate;
  counters.packetsReordered = packets.reordered;
  counters.packetsLate = packets.late;
  counters.packetsRejected = rejected_ + unusable_ + packets.strangers;
  counters.retransmissions = packets.retransmissions;
  counters.retransmissionsNeedless = packets.needless;
  counters.bytesReceived = bytes_;
  counters.bytesRetransmitted = bytesResent_;
  counters.bytesUseful = bytesUseful_;
  counters.lossPercent = percent(packets.lost, expected);
  counters.networkLossPercent = percent(missed, expected);
  if (const auto& sent = reception_.lastSenderReport()) {
    counters.senderPackets = sent->packetCount;
    counters.senderBytes = sent->octetCount;
  }
  counters.jitterMs = toSeconds(reception_.jitter()) * 1000;
}

}  // namespace zoetrope::playback
