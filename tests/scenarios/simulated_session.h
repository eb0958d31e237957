// SPDX-License-Identifier: MIT
// One session of the standard dialect from frame to picture, without sockets: the server's session, a simulated link
// each way, the client's stream and its playing. RTSP itself takes no time.
#pragma once

#include "libstream/impair/in_flight.h"
#include "libstream/impair/link.h"
#include "libstream/playback/counters.h"
#include "rtsp_client/playback_stage.h"
#include "rtsp_client/stream_receiver.h"
#include "rtsp_server/standard_session.h"
#include "tests/rtsp_server/fake_media.h"
#include "tests/support/turned_time.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::test {

struct Scenario {
  std::size_t frames = 300;
  double fps = 30;
  std::size_t frameBytes = 360'000;
  int cache = 20;
  impair::LinkOptions network = {};
  bool recovery = true;
  bool adapt = false;  // what is sent follows what the path takes, down a ladder of renditions
  std::optional<double> maxRateBps = std::nullopt;
};

// Packets on their way through a link, each at its own time.
class SimulatedPath {
 public:
  SimulatedPath(TurnedTime& time, const impair::LinkOptions& options, std::function<void(Bytes, bool rtcp)> arrive);

  void send(ByteBuffer packet, bool rtcp);
  const impair::Link& link() const { return link_; }
  void setRate(double bps) { link_.setRate(bps); }
  // Of each packet that entered the link: when, and how long it waited for the rate; nothing when it was lost.
  struct Entry {
    TimePoint at;
    std::optional<Duration> waited;
  };
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  struct Packet {
    ByteBuffer bytes;
    bool rtcp;
  };
  void deliverDue();

  TurnedTime& time_;
  impair::Link link_;
  std::vector<Entry> entries_;
  std::function<void(Bytes, bool)> arrive_;
  impair::InFlight<Packet> onTheWay_;
  net::Timer timer_;
};

class SimulatedSession final : private server::StandardSession::Listener,
                               private client::StreamReceiver::Listener,
                               private client::FrameSink {
 public:
  explicit SimulatedSession(const Scenario& scenario);
  ~SimulatedSession() override;

  // The cache is filled, then the rest is played from it, to the end.
  void playThrough();
  // The same, with a seek forward while it plays: from `from` to `to`, as the player does it.
  void playWithSeek(std::size_t from, std::size_t to);

  playback::Counters counters() const;
  const std::vector<std::int64_t>& shown() const { return shown_; }
  const impair::Link& network() const { return toClient_.link(); }
  // Of the bytes that the server sent for the first time, those that it sent again, in percent.
  double resentPercent() const;
  TurnedTime& time() { return time_; }
  // Called once, at that time after PLAY.
  void at(Duration time, std::function<void()> what) { events_.emplace_back(time, std::move(what)); }
  // Of the way to the client.
  void setRate(double bps) { toClient_.setRate(bps); }
  // No RTCP of the client comes through (any more).
  void deafen(bool deaf) { deaf_ = deaf; }
  // Of each frame shown: when, and its bytes.
  struct Shown {
    TimePoint at;
    std::int64_t number;
    std::size_t bytes;
  };
  const std::vector<Shown>& shownFrames() const { return shownFrames_; }
  const SimulatedPath& way() const { return toClient_; }
  TimePoint playedAt() const { return playedAt_; }
  const std::string& events() const { return log_; }
  // What the server's control allows at the moment.
  double serverAllowsBps() const { return server_->allowedBps().value_or(0); }

 private:
  class Out;

  void play(std::size_t first, std::size_t end);
  void fillAndStart();
  void playToEnd(std::size_t first);
  bool waitUntil(const std::function<bool()>& done, Duration limit);

  void onSessionEvent(const server::StandardSession&, const std::string& event, const std::string&) override {
    log_ += event + " ";
  }
  void onSessionOver(server::StandardSession&, const std::string&) override {}
  void onMediaFrame(playback::AssembledFrame&& frame) override { stage_.onFrame(std::move(frame)); }
  void onMediaDiscontinuity() override { stage_.onDiscontinuity(); }
  void onMediaArrived(client::StreamReceiver::Came) override {}
  void onMediaBye() override;
  void sendRtcp(const ByteBuffer& compound) override { toServer_.send(compound, true); }
  void onFrame(std::shared_ptr<const client::ShownFrame> frame) override;

  const Scenario scenario_;
  TurnedTime time_;
  CountingRandom random_;
  SimulatedPath toClient_;
  SimulatedPath toServer_;
  std::optional<server::StandardSession> server_;
  Out* out_ = nullptr;
  client::PlaybackStage stage_;
  client::StreamReceiver stream_;
  std::vector<std::int64_t> shown_;
  std::vector<Shown> shownFrames_;
  std::vector<std::pair<Duration, std::function<void()>>> events_;
  std::string log_;
  bool deaf_ = false;
  TimePoint playedAt_{};
  TimePoint lastPacketAt_{};
};

}  // namespace zoetrope::test
