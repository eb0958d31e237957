// SPDX-License-Identifier: MIT
// The stream without its sockets: RTP and RTCP that came, into frames; reports and askings for what is missing, out.
// Spec: RFC 3550 (RTP, RTCP); RFC 4585 (NACK); RFC 4588 (retransmission); RFC 8888
// (when packets arrived).
// Thread: the scheduler's.
// Owns: the assembler. Borrows: the scheduler, the random source, the frames' turns and the listener.
#pragma once

#include "libstream/base/random.h"
#include "libstream/base/rate_meter.h"
#include "libstream/net/scheduler.h"
#include "libstream/playback/counters.h"
#include "libstream/playback/course_assembler.h"
#include "libstream/playback/sender_word.h"
#include "libstream/playback/standard_assembler.h"
#include "libstream/rtcp/arrival_log.h"
#include "libstream/rtp/nack_schedule.h"
#include "rtsp_client/receiver_reports.h"
#include "rtsp_client/target.h"
#include "rtsp_client/wire.h"

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace zoetrope::client {

class StreamReceiver final : private playback::FrameListener {
 public:
  // After a BYE, packets that are still on their way have this long; what is asked for again, this long at most.
  static constexpr Duration kByeDelay = std::chrono::milliseconds(100);
  static constexpr Duration kByePatience = std::chrono::milliseconds(2500);
  // Askings are gathered for this long: a compound costs as much as a packet.
  static constexpr Duration kNackGap = std::chrono::milliseconds(2);
  // When packets arrived is told this long after the first that was not told of, or when there are so many.
  static constexpr Duration kFeedbackInterval = std::chrono::milliseconds(50);
  static constexpr std::size_t kFeedbackPackets = 500;
  // While nothing comes, that is told: a server that hears nothing sends nothing. After so many times it is not waited
  // for any more.
  static constexpr Duration kIdleFeedback = std::chrono::milliseconds(500);
  static constexpr int kIdleFeedbacks = 60;

  // A frame has begun and nothing has come for this long, or for a frame's time: its tail is asked for, so many packets
  // at once, so often.
  static constexpr Duration kTailSilence = std::chrono::milliseconds(50);
  static constexpr std::uint16_t kTailPackets = 16;
  static constexpr int kTailTries = 3;

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
    // RTCP on its way to the server.
    virtual void sendRtcp(const ByteBuffer& compound) = 0;
  };
  struct World {
    net::Scheduler& scheduler;
    Random& random;
    const playback::FrameTurns& turns;
  };

  StreamReceiver(const World& world, Dialect dialect, Listener& listener);

  // SETUP was accepted. `packetOverhead`: bytes of lower headers that each packet has on the wire.
  void begin(const MediaPath& path, std::size_t packetOverhead);
  void close();
  bool running() const { return running_; }

  // `waited`: since it came, before it was read.
  void takeRtp(Bytes packet, Duration waited = {});
  // Behind the last packet of a batch.
  void finishBatch();
  void takeRtcp(Bytes compound);
  void onPlaySent();
  void onPlay(const PlayFacts& facts);
  // Of the RTSP connection: a first idea of how long an answer takes.
  void suggestRoundTrip(Duration roundTrip) { nacks_.suggestRoundTrip(roundTrip); }
  // The turns of frames have changed: PLAY, PAUSE.
  void turnsChanged() { armAdvance(); }
  // Only what the server says of itself, not what was measured before (0).
  void setFrameRate(double framesPerSecond);

  void flush();
  void report(playback::Counters& counters) const;
  double bitrateBps(TimePoint now) const { return rate_.perSecond(now) * 8; }
  // Between asking for a packet and its coming; nothing before one has come.
  std::optional<Duration> roundTrip() const { return nacks_.roundTrip(); }
  bool recovers() const { return recovers_; }
  ByteBuffer emptyRtp() { return reports_.emptyRtp(static_cast<std::uint8_t>(path_.payloadType)); }
  // A report goes out at once, and others in their time.
  void sendReport();

 private:
  Came whatCame();
  void takeReport(const rtcp::SenderReport& report);
  void takeBye(const std::vector<std::uint32_t>& sources);
  void takeOther(const rtcp::Other& packet);
  void takeLastSent(const rtcp::Other& packet);
  std::uint64_t leftOutByTimes() const;
  void vouchFor(std::uint32_t source);
  void waitForEnd(TimePoint byeAt);
  void armAdvance();
  void noteArrival(const rtp::RtpHeader& header, TimePoint now);
  void tellArrivals();
  void armNack(TimePoint when);
  void askForMissing();
  void armTail(TimePoint since);
  void askForTail();

  void onFrame(playback::AssembledFrame&& frame) override;
  void onDiscontinuity() override { listener_.onMediaDiscontinuity(); }
  void onEndOfStream() override { listener_.onMediaBye(); }

  // Given (not owned).
  const World world_;
  Listener& listener_;
  // Owned.
  std::unique_ptr<playback::FrameAssembler> assembler_;
  // The same object in the standard dialect, else null.
  playback::StandardAssembler* standard_ = nullptr;
  ReceiverReports reports_;
  rtp::NackSchedule nacks_;
  rtcp::ArrivalLog arrivals_;
  playback::SenderWord senderWord_;
  RateMeter rate_;
  RateMeter usefulRate_;
  net::Timer advanceTimer_;
  net::Timer reportTimer_;
  net::Timer byeTimer_;
  net::Timer nackTimer_;
  net::Timer tailTimer_;
  net::Timer feedbackTimer_;
  // State.
  MediaPath path_;
  bool running_ = false;
  bool recovers_ = false;
  bool feedbackWaits_ = false;  // for what has come to be told
  int idleFeedbacks_ = 0;
  std::size_t packetOverhead_ = 0;
  std::optional<TimePoint> advanceAt_;
  std::optional<TimePoint> nackAt_;
  TimePoint lastPacketAt_{};
  TimePoint lookedForMissing_{};
  Duration tailSilence_ = kTailSilence;
  int tailTries_ = 0;
  // What the server said was its last packet, until the next PLAY.
  std::optional<std::uint16_t> lastSaid_;
  std::uint64_t tailAsked_ = 0;
  // Sources that have said goodbye; their BYE comes several times.
  std::set<std::uint32_t> gone_;
  bool playedSinceBye_ = true;
  std::uint64_t usable_ = 0;
  std::uint64_t unreadable_ = 0;
  std::uint64_t bytesOnWire_ = 0;
};

}  // namespace zoetrope::client
