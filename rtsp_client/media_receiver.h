// SPDX-License-Identifier: MIT
// The stream's sockets, or its part of the RTSP connection; what strangers send is counted and dropped. What the
// packets mean is the stream receiver's.
// Spec: RFC 3550, section 11 (ports); RFC 2326, section 10.12 (interleaved).
// Thread: the loop's.
// Owns: the sockets and the stream. Borrows: the loop, the random source, the frames' turns and the listener.
// Fails: open() when the port is taken.
#pragma once

#include "libstream/base/random.h"
#include "libstream/net/batch_receiver.h"
#include "libstream/net/bind_error.h"
#include "libstream/net/loop.h"
#include "libstream/net/udp_socket.h"
#include "libstream/playback/counters.h"
#include "rtsp_client/socket_drops.h"
#include "rtsp_client/source_filter.h"
#include "rtsp_client/stream_receiver.h"
#include "rtsp_client/target.h"
#include "rtsp_client/wire.h"

#include <memory>
#include <optional>

namespace zoetrope::client {

class MediaReceiver final : private StreamReceiver::Listener {
 public:
  using Came = StreamReceiver::Came;

  class Listener {
   public:
    virtual ~Listener() = default;
    // A frame in the order of the stream, complete or not.
    virtual void onMediaFrame(playback::AssembledFrame&& frame) = 0;
    virtual void onMediaDiscontinuity() = 0;
    // Called once per batch, after its frames.
    virtual void onMediaArrived(Came came) = 0;
    virtual void onMediaBye() = 0;
    // RTCP on its way to the server inside the RTSP connection.
    virtual void sendOnChannel(std::uint8_t channel, const ByteBuffer& packet) = 0;
  };

  MediaReceiver(net::Loop& loop, Random& random, Dialect dialect, int receiveBufferBytes,
                const playback::FrameTurns& turns, Listener& listener);
  ~MediaReceiver() override;

  // Binds our ports on `local`'s host, before SETUP; rtpPort 0 takes free ones.
  Result<void, net::BindError> open(const net::Endpoint& local, std::uint16_t rtpPort);
  std::uint16_t rtpPort() const { return rtp_ ? rtp_->local().port() : 0; }
  std::uint16_t rtcpPort() const { return rtcp_ ? rtcp_->local().port() : 0; }
  // SETUP was accepted: from where it comes, and where reports go.
  void begin(const MediaPath& path, const net::Endpoint& server);
  void close();

  void onChannelData(std::uint8_t channel, Bytes packet);
  // Takes what is already here: it was sent before the reply that has just been read.
  void drain();
  // A PLAY goes out: what it brings may come from another port, and before the reply.
  void onPlaySent();
  // A PLAY was accepted.
  void onPlay(const PlayFacts& facts) { stream_.onPlay(facts); }

  StreamReceiver& stream() { return stream_; }
  const StreamReceiver& stream() const { return stream_; }
  void report(playback::Counters& counters) const;

 private:
  void watchSockets();
  void readRtp();
  void readRtcp();
  void openPath();
  void growBuffer(std::size_t frameBytes);

  void onMediaFrame(playback::AssembledFrame&& frame) override;
  void onMediaDiscontinuity() override { listener_.onMediaDiscontinuity(); }
  void onMediaArrived(Came came) override { listener_.onMediaArrived(came); }
  void onMediaBye() override { listener_.onMediaBye(); }
  void sendRtcp(const ByteBuffer& compound) override;

  // Given (not owned).
  net::Loop& loop_;
  Listener& listener_;
  Dialect dialect_;
  // Effective bytes; 0: from the frames' size.
  int receiveBufferBytes_;
  // Owned.
  StreamReceiver stream_;
  std::optional<net::UdpSocket> rtp_;
  std::optional<net::UdpSocket> rtcp_;
  std::unique_ptr<net::BatchReceiver> receiver_;
  SourceFilter filter_;
  SocketDrops drops_;
  net::Timer pathTimer_;
  // State.
  net::WatchId rtpWatch_ = 0;
  net::WatchId rtcpWatch_ = 0;
  MediaPath path_;
  net::Endpoint server_;
  std::uint64_t strangers_ = 0;
  // Of sockets that are closed by now.
  std::uint64_t lastBufferBytes_ = 0;
  std::uint64_t earlierDrops_ = 0;
  // What the frames that have come want.
  int wantedBufferBytes_ = 0;
};

}  // namespace zoetrope::client
