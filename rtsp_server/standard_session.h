// SPDX-License-Identifier: MIT
// One session of the standard dialect: a movie on its way to one receiver, with its state, its RTCP and its life time.
// The requests are taken apart elsewhere (standard_dialect); the transport is a MediaOut.
// Spec: RFC 2326, appendix A.2 (states); RFC 3550; RFC 4585 and RFC 4588 (packets sent again); RFC 8888 (feedback).
// Thread: the connection's loop; time comes from the scheduler.
// Owns: its way out and its place in the limits. Shares: the movie.
#pragma once

#include "libstream/rtsp/state_table.h"
#include "rtsp_server/frame_pump.h"
#include "rtsp_server/play_range.h"
#include "rtsp_server/retransmitter.h"
#include "rtsp_server/rtcp_sender.h"
#include "rtsp_server/session_limits.h"
#include "rtsp_server/session_rate.h"
#include "rtsp_server/session_reports.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace zoetrope::server {

class StandardSession final : public ReportedSession, private FramePump::Listener, private SessionRate::Listener {
 public:
  class Listener {
   public:
    virtual ~Listener() = default;
    // Something for the log: "plays from 0 s", "paused after 40 frames".
    virtual void onSessionEvent(const StandardSession& session, const std::string& event, const std::string& text) = 0;
    // The session is over by itself; the listener destroys it, but not inside this call.
    virtual void onSessionOver(StandardSession& session, const std::string& why) = 0;
  };
  struct Config {
    std::string id;
    std::string movieName;
    std::string peer;  // for the log
    bool loop = false;
    Duration timeout{};
    FrameForm form = FrameForm::Rfc2435;
    std::size_t maxPacketBytes = 1472;
    std::string cname;
    // RTP/AVPF was agreed on: what is asked for is sent again under this payload type.
    std::optional<std::uint8_t> rtxPayloadType;
    // What is sent follows what the path takes; nothing: whatever the movie needs.
    std::optional<SessionRate::Config> rate = std::nullopt;
    // The receiver is told which rendition it gets.
    bool tellsState = false;
  };
  struct World {
    net::Scheduler& scheduler;
    const Clock& clock;
    Random& random;
    std::function<void(std::function<void()>)> post;
  };
  // The first packet of what PLAY started.
  struct Start {
    std::uint16_t sequence = 0;
    std::uint32_t rtpTime = 0;
  };

  StandardSession(const World& world, const Config& config, std::shared_ptr<FrameSource> source,
                  std::unique_ptr<MediaOut> out, SessionLimits::Place place, Listener& listener);
  ~StandardSession() override;

  const std::string& id() const { return config_.id; }
  const Config& config() const { return config_; }
  std::uint32_t ssrc() const { return packetizer_.ssrc(); }
  rtsp::ServerState state() const override { return state_; }
  SessionName name() const override;
  std::uint64_t bytesSent() const override;
  std::optional<double> reportedLoss() const override;
  MovieLength length() const { return {source_->frameCount(), source_->fps()}; }
  std::size_t position() const { return pump_.position(); }
  MediaOut& out() const { return *out_; }
  const FramePump::Counters& counters() const { return pump_.counters(); }
  double speed() const { return pump_.clock().speed(); }
  // Nothing: no limit is known.
  std::optional<double> allowedBps() const { return rate_ ? rate_->allowedBps() : std::nullopt; }
  std::size_t playEnd() const { return pump_.end(); }
  // It goes on with the first frame after the last.
  bool loops() const { return pump_.wraps(); }

  Start play(const PlayRange& range);
  // While it plays: the same without changing anything.
  Start upcoming() const { return {packetizer_.nextSequence(), pump_.clock().nextTimestamp()}; }
  void pause();
  // A request or a report came: the receiver lives.
  void touch();
  void onRtcp(Bytes compound);
  // The RTSP connection is gone. False: the session is over; true: it goes on for kOrphanTime.
  bool onConnectionClosed();
  // Something of the movie could not be sent any more.
  void onSourceFault();
  // The server stops: goodbye, now.
  void sayGoodbye();

 private:
  void onRangeEnd() override;
  void onPaused() override;
  void onSourceGone(const std::string& reason) override;
  void onPacketsSent(std::size_t packets, std::size_t octets) override;
  void onFrameBegun(const BatchPtr& batch) override;
  void onRateChanged() override { pump_.onRateChanged(); }
  void onReceiverSilent() override;
  void tellState();
  std::unique_ptr<SessionRate> makeRate();
  // For a receiver that can ask for a lost tail.
  std::optional<std::uint16_t> lastSequence() const;
  void checkLife();
  std::string sentText() const;

  // Given (not owned).
  const World world_;
  Listener& listener_;
  // Owned, or shared.
  const Config config_;
  const std::shared_ptr<FrameSource> source_;
  const std::unique_ptr<MediaOut> out_;
  const SessionLimits::Place place_;
  // State.
  rtsp::ServerState state_ = rtsp::ServerState::Ready;
  StandardPacketizer packetizer_;
  const std::unique_ptr<SessionRate> rate_;  // null: nothing limits
  FramePump pump_;
  RtcpSender rtcp_;
  std::optional<Retransmitter> retransmitter_;
  net::Timer life_;
  net::Timer orphan_;
  net::Timer stateTimer_;
  TimePoint lastLife_{};
};

}  // namespace zoetrope::server
