// SPDX-License-Identifier: MIT
#include "rtsp_server/tcp_out.h"

#include "libstream/rtsp/message.h"
#include "rtsp_server/limits.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace zoetrope::server {

namespace {

std::size_t queueLimit(double bytesPerSecond) {
  const double bytes = bytesPerSecond * toSeconds(kTcpQueueTime);
  return static_cast<std::size_t>(
      std::clamp(bytes, static_cast<double>(kMinTcpQueueBytes), static_cast<double>(kMaxTcpQueueBytes)));
}

}  // namespace

TcpOut::TcpOut(net::TcpConnection& connection, std::uint8_t rtpChannel, std::uint8_t rtcpChannel, double bytesPerSecond)
    : connection_(&connection),
      rtpChannel_(rtpChannel),
      rtcpChannel_(rtcpChannel),
      queueLimit_(queueLimit(bytesPerSecond)) {}

// A frame larger than the whole queue may still go when nothing is before it.
bool TcpOut::hasRoomFor(std::size_t frameBytes) {
  if (connection_ == nullptr) return false;
  const std::size_t queued = connection_->queuedBytes();
  return queued == 0 || queued + frameBytes <= queueLimit_;
}

MediaOut::Sent TcpOut::send(const BatchPtr& batch, std::size_t first, std::size_t count) {
  if (connection_ == nullptr) return {count, count, false, false};
  std::vector<net::OutSlice> slices;
  slices.reserve(2 * count);
  for (std::size_t i = first; i < first + count; ++i) {
    slices.push_back({batch->header(i), batch});
    slices.push_back({batch->payload(i), batch});
  }
  // A frame that was begun is sent to its end: hasRoomFor() has bounded it.
  const bool taken = connection_->trySend(slices, std::numeric_limits<std::size_t>::max());
  return {count, taken ? 0 : count, false, false};
}

void TcpOut::sendRtcp(Bytes compound) {
  if (connection_ == nullptr) return;
  ByteBuffer framed = rtsp::interleavedHeader(rtcpChannel_, static_cast<std::uint16_t>(compound.size()));
  append(framed, compound);
  connection_->send(std::move(framed));
}

bool TcpOut::onConnectionClosed() {
  connection_ = nullptr;
  return false;
}

}  // namespace zoetrope::server
