// SPDX-License-Identifier: MIT
// The way of packets to one receiver: UDP datagrams or interleaved in its RTSP connection. Nothing here ever blocks.
// Thread: the session's loop.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/rtp/packet_batch.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace zoetrope::server {

using BatchPtr = std::shared_ptr<const rtp::PacketBatch>;

class MediaOut {
 public:
  struct Sent {
    std::size_t done = 0;   // dealt with, from `first` on
    std::size_t lost = 0;   // of these, refused by the system
    bool tryLater = false;  // the rest does not go now
    bool fault = false;     // the movie's file became shorter under the send
  };

  virtual ~MediaOut() = default;
  // Whether a whole frame of that size may be begun; a slow reader loses whole frames, never parts.
  virtual bool hasRoomFor(std::size_t frameBytes) = 0;
  // Packets [first, first + count) of the batch. Calls nobody who could stop the session inside of it.
  virtual Sent send(const BatchPtr& batch, std::size_t first, std::size_t count) = 0;
  virtual void sendRtcp(Bytes compound) = 0;
  // What send() has taken and the system has not, where that can be: a connection.
  virtual std::size_t queuedBytes() const { return 0; }
  // RTCP of the receiver, where it does not come another way.
  virtual void setRtcpHandler(std::function<void(Bytes)>) {}
  // The RTP channel, when packets need the four bytes of interleaving before them (RFC 2326, section 10.12).
  virtual std::optional<std::uint8_t> interleavedChannel() const = 0;
  // For the log: "UDP 127.0.0.1:6970", "TCP".
  virtual std::string describe() const = 0;
  // For the log at a session's end: what this way did to the packets besides sending them.
  virtual std::string account() const { return {}; }
  // The RTSP connection is gone: false when there is no way left to send on.
  virtual bool onConnectionClosed() = 0;
};

}  // namespace zoetrope::server
