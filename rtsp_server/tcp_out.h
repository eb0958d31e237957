// SPDX-License-Identifier: MIT
// Media interleaved in the RTSP connection. A reader that is too slow loses whole frames; the queue stays bounded.
// Spec: RFC 2326, section 10.12.
// Thread: the connection's loop.
// Borrows: the connection, until onConnectionClosed().
#pragma once

#include "libstream/net/tcp_connection.h"
#include "rtsp_server/media_out.h"

namespace zoetrope::server {

class TcpOut final : public MediaOut {
 public:
  // `bytesPerSecond` of the movie: how much may wait is measured in time.
  TcpOut(net::TcpConnection& connection, std::uint8_t rtpChannel, std::uint8_t rtcpChannel, double bytesPerSecond);

  bool hasRoomFor(std::size_t frameBytes) override;
  Sent send(const BatchPtr& batch, std::size_t first, std::size_t count) override;
  void sendRtcp(Bytes compound) override;
  std::size_t queuedBytes() const override { return connection_ == nullptr ? 0 : connection_->queuedBytes(); }
  std::optional<std::uint8_t> interleavedChannel() const override { return rtpChannel_; }
  std::string describe() const override { return "TCP"; }
  bool onConnectionClosed() override;

 private:
  net::TcpConnection* connection_;
  const std::uint8_t rtpChannel_;
  const std::uint8_t rtcpChannel_;
  const std::size_t queueLimit_;
};

}  // namespace zoetrope::server
