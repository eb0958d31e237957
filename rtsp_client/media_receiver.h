// SPDX-License-Identifier: MIT
// The stream's packets, by UDP or inside the RTSP connection, into frames; what strangers send is counted and dropped.
// Spec: RFC 3550 (RTP, RTCP); RFC 2326, section 10.12 (interleaved).
// Thread: the loop's.
// Owns: the sockets and the assembler. Borrows: the loop, the random source and the listener.
// Fails: open() when the port is taken.
#pragma once

#include "libstream/base/random.h"
#include "libstream/base/rate_meter.h"
#include "libstream/net/batch_receiver.h"
#include "libstream/net/bind_error.h"
#include "libstream/net/loop.h"
#include "libstream/net/udp_socket.h"
#include "libstream/playback/counters.h"
#include "libstream/playback/course_assembler.h"
#include "libstream/playback/standard_assembler.h"
#include "rtsp_client/receiver_reports.h"
#include "rtsp_client/source_filter.h"
#include "rtsp_client/target.h"
#include "rtsp_client/wire.h"

#include <memory>
#include <optional>
#include <set>

namespace zoetrope::client {

class MediaReceiver final : private playback::FrameListener {
 public:
  // After a BYE, packets that are still on their way have this long.
  static constexpr Duration kByeDelay = std::chrono::milliseconds(100);

  // What a batch brought: packets that may be pictures, only others, or none (waiting for a missing one is over).
  enum class Came { Nothing, Unusable, Usable };

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

  MediaReceiver(net::Loop& loop, Random& random, Dialect dialect, int receiveBufferBytes, Listener& listener);
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
  void onPlay(const PlayFacts& facts);

  // Hands out what is in the making.
  void flush();
  void report(playback::Counters& counters) const;
  double bitrateBps(TimePoint now) const { return rate_.perSecond(now) * 8; }

 private:
  void watchSockets();
  void readRtp();
  void readRtcp();
  void takeRtp(Bytes packet);
  Came whatCame();
  void takeRtcp(Bytes packet);
  void takeReport(const rtcp::SenderReport& report);
  void takeBye(const std::vector<std::uint32_t>& sources);
  void vouchFor(std::uint32_t source);
  void setAdvanceTimer();
  void sendReport();
  void openPath();

  void onFrame(playback::AssembledFrame&& frame) override;
  void onDiscontinuity() override { listener_.onMediaDiscontinuity(); }
  void onEndOfStream() override { listener_.onMediaBye(); }

  // Given (not owned).
  net::Loop& loop_;
  Listener& listener_;
  Dialect dialect_;
  int receiveBufferBytes_;
  // Owned.
  std::unique_ptr<playback::FrameAssembler> assembler_;
  // The same object in the standard dialect, else null.
  playback::StandardAssembler* standard_ = nullptr;
  std::optional<net::UdpSocket> rtp_;
  std::optional<net::UdpSocket> rtcp_;
  std::unique_ptr<net::BatchReceiver> receiver_;
  ReceiverReports reports_;
  SourceFilter filter_;
  RateMeter rate_;
  net::Timer advanceTimer_;
  net::Timer reportTimer_;
  net::Timer pathTimer_;
  net::Timer byeTimer_;
  // State.
  net::WatchId rtpWatch_ = 0;
  net::WatchId rtcpWatch_ = 0;
  MediaPath path_;
  net::Endpoint server_;
  bool running_ = false;
  // Sources that have said goodbye; their BYE comes several times.
  std::set<std::uint32_t> gone_;
  bool playedSinceBye_ = true;
  std::uint64_t strangers_ = 0;
  std::uint64_t usable_ = 0;
  // Of sockets that are closed by now.
  std::uint64_t lastBufferBytes_ = 0;
  std::uint64_t earlierDrops_ = 0;
};

}  // namespace zoetrope::client
