// SPDX-License-Identifier: MIT
// The way out through a simulated link (--impair): what a session sends is lost, delayed, queued and reordered behind
// the packetizer and before the socket, RTP and RTCP alike; what passes goes on at its time, in runs.
// Interleaved packets (TCP) meet rate, queue and delay only: nothing can be lost of a connection's bytes or overtake
// others, and a full queue means that there is no room for a frame. Replies of the RTSP connection are not delayed.
// Thread: the session's loop; time comes from the scheduler.
// Owns: the way behind it, and what is on its way. Who ends first sends the rest at once, in order: a goodbye overtakes
// nothing.
// Limits: kMaxImpairedPackets on their way; what comes on top counts as refused by the system.
#pragma once

#include "libstream/impair/in_flight.h"
#include "libstream/impair/link.h"
#include "libstream/net/endpoint.h"
#include "libstream/net/scheduler.h"
#include "rtsp_server/media_out.h"

#include <memory>
#include <optional>
#include <string>

namespace zoetrope::server {

class ImpairedOut final : public MediaOut {
 public:
  // `headerBytes`: IP and UDP or TCP headers of a packet, which take their share of the rate.
  ImpairedOut(net::Scheduler& scheduler, std::unique_ptr<MediaOut> inner, const impair::LinkOptions& options,
              std::size_t headerBytes);
  ~ImpairedOut() override;

  void setRtcpHandler(std::function<void(Bytes)> handler) override { inner_->setRtcpHandler(std::move(handler)); }

  bool hasRoomFor(std::size_t frameBytes) override;
  Sent send(const BatchPtr& batch, std::size_t first, std::size_t count) override;
  void sendRtcp(Bytes compound) override;
  std::size_t queuedBytes() const override;
  std::optional<std::uint8_t> interleavedChannel() const override { return inner_->interleavedChannel(); }
  std::string describe() const override;
  std::string account() const override;
  bool onConnectionClosed() override { return inner_->onConnectionClosed(); }

  const impair::Link::Counts& counts() const { return link_.counts(); }

 private:
  // One of the two.
  struct Item {
    BatchPtr batch;  // with `index`: an RTP packet
    std::size_t index = 0;
    ByteBuffer compound;  // RTCP
  };
  // Packets that follow each other in a batch and are due together.
  struct Run {
    BatchPtr batch;
    std::size_t first = 0;
    std::size_t count = 0;
  };

  bool isStream() const { return inner_->interleavedChannel().has_value(); }
  std::optional<TimePoint> pass(std::size_t bytes);
  void sendDue(TimePoint now);
  bool continuesRun(const Item& item) const;
  void take(const Item& item);
  bool sendRun();

  // Owned.
  const std::unique_ptr<MediaOut> inner_;
  // Given (not owned).
  net::Scheduler& scheduler_;
  // State.
  const std::size_t headerBytes_;
  impair::Link link_;
  impair::InFlight<Item> flight_;
  Run run_;  // not empty between calls only when the socket said: later
  net::Timer timer_;
  std::size_t refused_ = 0;  // since it was last told
  bool fault_ = false;
};

// `out` itself when there is nothing to simulate.
std::unique_ptr<MediaOut> throughLink(std::unique_ptr<MediaOut> out, const std::optional<impair::LinkOptions>& options,
                                      net::Scheduler& scheduler, const net::Endpoint& peer);

}  // namespace zoetrope::server
