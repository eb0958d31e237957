// SPDX-License-Identifier: MIT
#include "libstream/jpeg/marker_walk.h"

#include "libstream/jpeg/limits.h"
#include "libstream/jpeg/markers.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace zoetrope::jpeg {

namespace {

constexpr std::size_t kLengthFieldSize = 2;

// FF02..FFBF mean nothing in a JPEG: damage.
bool isReserved(std::uint8_t code) { return code > marker::kTem && code < marker::kSof0; }

std::string markerName(std::uint8_t code) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  return std::string("FF") + kDigits[code >> 4] + kDigits[code & 0xF];
}

}  // namespace

Parsed<std::size_t> walkJpeg(Bytes data) { return MarkerWalker().feed(data); }

Parsed<std::size_t> MarkerWalker::feed(Bytes piece) {
  std::size_t used = 0;
  while (used < piece.size() && !done_ && !fault_) {
    const std::size_t step = advance(piece.subspan(used));
    used += step;
    position_ += step;
    if (position_ > kMaxFrameBytes) fail("a JPEG of more than 16 MiB", kMaxFrameBytes);
  }
  if (fault_) return Parsed<std::size_t>::bad(fault_->reason, fault_->offset);
  if (done_) return Parsed<std::size_t>::done(position_, used);
  return Parsed<std::size_t>::needMore();
}

std::size_t MarkerWalker::advance(Bytes rest) {
  if (state_ == State::Segment) return skipSegment(rest);
  if (state_ == State::Scan) return skipScan(rest);
  onByte(rest.front());
  return 1;
}

std::size_t MarkerWalker::skipSegment(Bytes rest) {
  const std::size_t step = std::min(rest.size(), toSkip_);
  toSkip_ -= step;
  if (toSkip_ == 0) onSegmentEnd();
  return step;
}

std::size_t MarkerWalker::skipScan(Bytes rest) {
  const void* prefix = std::memchr(rest.data(), kMarkerPrefix, rest.size());
  if (!prefix) return rest.size();
  state_ = State::ScanCode;
  return static_cast<std::size_t>(static_cast<const std::uint8_t*>(prefix) - rest.data()) + 1;
}

void MarkerWalker::onByte(std::uint8_t byte) {
  switch (state_) {
    case State::SoiPrefix:
      state_ = State::SoiCode;
      if (byte != kMarkerPrefix) fail("no SOI (FFD8) at the beginning", 0);
      break;
    case State::SoiCode:
      state_ = State::Prefix;
      if (byte != marker::kSoi) fail("no SOI (FFD8) at the beginning", 0);
      break;
    case State::Prefix:
      state_ = State::Code;
      if (byte != kMarkerPrefix) fail("no marker where one has to be", position_);
      break;
    case State::Code:
      if (byte != kMarkerPrefix) onCode(byte);
      break;
    case State::LengthHigh:
      toSkip_ = std::size_t{byte} << 8;
      state_ = State::LengthLow;
      break;
    case State::LengthLow:
      toSkip_ |= byte;
      onLength();
      break;
    case State::ScanCode:
      if (byte == 0 || marker::isRestart(byte)) {
        state_ = State::Scan;
      } else if (byte != kMarkerPrefix) {
        onCode(byte);
      }
      break;
    case State::Segment:
    case State::Scan:
      break;  // advance() skips these
  }
}

void MarkerWalker::onCode(std::uint8_t code) {
  const std::size_t markerOffset = position_ - 1;
  if (code == marker::kEoi) {
    done_ = scans_ > 0;
    if (!done_) fail("EOI (FFD9) before any picture data", markerOffset);
  } else if (code == marker::kTem) {
    state_ = State::Prefix;
  } else if (code == 0 || code == marker::kSoi || marker::isRestart(code) || isReserved(code)) {
    fail("marker " + markerName(code) + " out of place", markerOffset);
  } else {
    code_ = code;
    state_ = State::LengthHigh;
  }
}

void MarkerWalker::onLength() {
  if (toSkip_ < kLengthFieldSize) return fail("a segment shorter than its length field", position_ - 1);
  toSkip_ -= kLengthFieldSize;
  state_ = State::Segment;
  if (toSkip_ == 0) onSegmentEnd();
}

void MarkerWalker::onSegmentEnd() {
  const bool scanBegins = code_ == marker::kSos;
  if (scanBegins) ++scans_;
  state_ = scanBegins ? State::Scan : State::Prefix;
}

void MarkerWalker::fail(std::string reason, std::size_t offset) { fault_ = Fault{std::move(reason), offset}; }

}  // namespace zoetrope::jpeg
