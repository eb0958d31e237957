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
};

// Packets on their way through a link, each at its own time.
class SimulatedPath {
 public:
  SimulatedPath(TurnedTime& time, const impair::LinkOptions& options, std::function<void(Bytes, bool rtcp)> arrive);

  void send(ByteBuffer packet, bool rtcp);
  const impair::Link& link() const { return link_; }

 private:
  struct Packet {
    ByteBuffer bytes;
    bool rtcp;
  };
  void deliverDue();

  TurnedTime& time_;
  impair::Link link_;
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

 private:
  class Out;

  void play(std::size_t first, std::size_t end);
  void fillAndStart();
  void playToEnd(std::size_t first);
  bool waitUntil(const std::function<bool()>& done, Duration limit);

  void onSessionEvent(const server::StandardSession&, const std::string&, const std::string&) override {}
  void onSessionOver(server::StandardSession&, const std::string&) override {}
  void onMediaFrame(playback::AssembledFrame&& frame) override { stage_.onFrame(std::move(frame)); }
  void onMediaDiscontinuity() override { stage_.onDiscontinuity(); }
  void onMediaArrived(client::StreamReceiver::Came) override {}
  void onMediaBye() override;
  void sendRtcp(const ByteBuffer& compound) override { toServer_.send(compound, true); }
  void onFrame(std::shared_ptr<const client::ShownFrame> frame) override { shown_.push_back(frame->number); }

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
  TimePoint lastPacketAt_{};
};

}  // namespace zoetrope::test
