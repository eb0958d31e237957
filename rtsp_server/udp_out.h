// SPDX-License-Identifier: MIT
// Media by UDP: batches to the receiver's RTP port, RTCP to and from the next one. A course receiver has no RTCP.
// Thread: the session's loop.
// Limits: kMaxRtcpPerSlot datagrams of RTCP of the receiver, and kMaxForeignPerSlot of others, are read in kRtcpSlot.
// Owns: the sockets. Borrows: the loop, the sender and the receiver of its worker.
#pragma once

#include "libstream/net/batch_receiver.h"
#include "libstream/net/batch_sender.h"
#include "libstream/net/loop.h"
#include "libstream/net/udp_socket.h"
#include "rtsp_server/media_out.h"

#include <functional>
#include <optional>
#include <vector>

namespace zoetrope::server {

class UdpOut final : public MediaOut {
 public:
  struct Tools {
    net::Loop& loop;
    net::BatchSender& sender;
    net::BatchReceiver& receiver;
  };
  // Datagrams of the peer's host that came to our RTCP port.
  using RtcpHandler = std::function<void(Bytes)>;

  // `rtcpTo` invalid and no RTCP socket: course.
  UdpOut(Tools tools, net::UdpSocket rtp, const net::Endpoint& rtpTo);
  UdpOut(Tools tools, net::UdpPair pair, const net::Endpoint& rtpTo, const net::Endpoint& rtcpTo);
  ~UdpOut() override;

  void setRtcpHandler(RtcpHandler handler) override { onRtcp_ = std::move(handler); }

  bool hasRoomFor(std::size_t) override { return true; }
  Sent send(const BatchPtr& batch, std::size_t first, std::size_t count) override;
  void sendRtcp(Bytes compound) override;
  std::optional<std::uint8_t> interleavedChannel() const override { return std::nullopt; }
  std::string describe() const override;
  bool onConnectionClosed() override { return true; }

 private:
  void watchRtcp();
  void receiveRtcp();

  // Given (not owned).
  const Tools tools_;
  // Owned.
  net::UdpSocket rtp_;
  std::optional<net::UdpSocket> rtcp_;
  // State.
  const net::Endpoint rtpTo_;
  const net::Endpoint rtcpTo_;
  RtcpHandler onRtcp_;
  net::WatchId watch_ = 0;
  net::Timer nextSlot_;
  TimePoint slotBegan_{};
  std::size_t inSlot_ = 0;
  std::size_t foreignInSlot_ = 0;
  std::vector<net::OutDatagram> train_;
};

}  // namespace zoetrope::server
