// SPDX-License-Identifier: MIT
// One session of the course dialect: a movie sent as the lab's server does, one frame every 1/fps, to one UDP port.
// Frames are numbered from 1; after the last one nothing more comes; PLAY then begins again with 1.
// Thread: the connection's loop.
// Owns: its way out and its place in the limits. Shares: the movie.
#pragma once

#include "libstream/base/random.h"
#include "libstream/rtsp/state_table.h"
#include "rtsp_server/frame_pump.h"
#include "rtsp_server/session_limits.h"
#include "rtsp_server/session_reports.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace zoetrope::server {

class CourseSession final : public ReportedSession, private FramePump::Listener, private SessionRate::Listener {
 public:
  class Listener {
   public:
    virtual ~Listener() = default;
    virtual void onSessionEvent(const CourseSession& session, const std::string& event, const std::string& text) = 0;
    virtual void onSourceGone(CourseSession& session, const std::string& why) = 0;
  };
  struct Config {
    std::string id;  // decimal, at most 2147483647: what every lab client can read
    std::string movieName;
    std::string peer;  // for the log
    bool loop = false;
    CourseOptions options;
    std::optional<double> maxRateBps = std::nullopt;
  };
  struct World {
    net::Scheduler& scheduler;
    const Clock& clock;
    Random& random;
    std::function<void(std::function<void()>)> post;
  };

  CourseSession(const World& world, const Config& config, std::shared_ptr<FrameSource> source,
                std::unique_ptr<MediaOut> out, SessionLimits::Place place, Listener& listener);

  const std::string& id() const { return config_.id; }
  const Config& config() const { return config_; }
  MediaOut& out() const { return *out_; }
  rtsp::ServerState state() const override { return state_; }
  SessionName name() const override;
  std::uint64_t bytesSent() const override { return bytesGone(pump_.counters(), 0, *out_); }
  // The dialect has no word for it.
  std::optional<double> reportedLoss() const override { return std::nullopt; }

  // Goes on where it was; at the movie's end from the beginning. A second PLAY changes nothing.
  void play();
  void pause();
  std::string sentText() const;

 private:
  void onRangeEnd() override;
  void onPaused() override {}
  void onSourceGone(const std::string& reason) override { listener_.onSourceGone(*this, reason); }
  void onPacketsSent(std::size_t, std::size_t) override {}
  void onRateChanged() override { pump_.onRateChanged(); }
  void onReceiverSilent() override {}
  std::unique_ptr<SessionRate> makeRate(net::Scheduler& scheduler);

  // Given (not owned).
  Listener& listener_;
  // Owned, or shared.
  const Config config_;
  const std::shared_ptr<FrameSource> source_;
  const std::unique_ptr<MediaOut> out_;
  const SessionLimits::Place place_;
  // State.
  rtsp::ServerState state_ = rtsp::ServerState::Ready;
  CoursePacketizer packetizer_;
  // The dialect has no feedback: null without --max-rate.
  const std::unique_ptr<SessionRate> rate_;
  FramePump pump_;
};

}  // namespace zoetrope::server
