// SPDX-License-Identifier: MIT
// What one session may send, and what it makes of it: its path's controller fed with what was sent and what the
// receiver says, the choice of renditions, and the stop when a receiver that should speak is silent. Spec: RFC 8888
// (arrival feedback); RFC 3550 (receiver reports); RFC 8083, section 4.1 (media timeout). Thread: the session's loop.
// Borrows: the scheduler, the movie, the way out and the listener.
#pragma once

#include "libstream/base/rate_meter.h"
#include "libstream/congestion/path_controller.h"
#include "libstream/congestion/queue_controller.h"
#include "libstream/congestion/report_controller.h"
#include "libstream/net/scheduler.h"
#include "libstream/rtcp/congestion_feedback.h"
#include "libstream/rtcp/sender_state.h"
#include "rtsp_server/media_out.h"
#include "rtsp_server/quality_chooser.h"

#include <cstdint>
#include <optional>

namespace zoetrope::server {

class SessionRate {
 public:
  // Where it is known from what the path can take. Nothing: `maxBps` alone limits.
  enum class Feedback { Nothing, Arrivals, Reports, Queue };
  struct Config {
    Feedback feedback = Feedback::Nothing;
    std::optional<double> maxBps = std::nullopt;
    // Of IP and UDP, for each packet.
    std::size_t packetOverhead = 28;
  };
  struct Parts {
    net::Scheduler& scheduler;
    FrameSource& source;
    FrameForm form;
    MediaOut& out;
  };
  class Listener {
   public:
    virtual ~Listener() = default;
    // What may be sent is another rate now, or may be sent again at all.
    virtual void onRateChanged() = 0;
    // The receiver has said nothing for kSilenceOfReceiver: nothing is sent until it speaks.
    virtual void onReceiverSilent() = 0;
  };

  SessionRate(const Parts& parts, const Config& config, Listener& listener);

  // Between PLAY and PAUSE or the end.
  void start();
  void stop();

  // The rendition of the frame that is due. `mayWait`: nobody watches yet, so no frame is left out for being late.
  QualityChooser::Choice choose(Duration late, bool mayWait);
  // The path's capacity is being found: frames wait rather than lose quality.
  bool starting() const;
  bool silent() const { return silent_; }
  // A frame of that size has to take so long at least.
  Duration leastTime(std::size_t frameBytes) const;
  // Whether a rendition that was not asked for may go out in its place: not when it takes much longer than a frame.
  bool affords(std::size_t frameBytes) const;
  void onFrame(std::size_t rung, std::size_t frameBytes);

  // Packets [first, first + count) of the batch went out; `again`: sent before. `before` the call that sent them: a
  // time behind it, when this thread had to wait meanwhile, would make the way look shorter than it is.
  void onSent(const rtp::PacketBatch& batch, std::size_t first, std::size_t count, bool again, TimePoint before);
  // The share that packets sent again may take.
  std::optional<double> allowedBps() const;
  // The receiver said anything at all; told before what it said.
  void onHeard();
  void onFeedback(const rtcp::CongestionFeedback& feedback);
  void onReceiverReport(std::uint8_t fractionLost);

  // For a receiver that understands it; `framesLeftOut`: by the pump, since the session began.
  rtcp::SenderState state(std::uint32_t ssrc, std::uint64_t framesLeftOut) const;
  // For the log; empty when nothing ever limited it.
  std::string account() const;

 private:
  void tick();
  void changed();
  std::optional<double> pathBps() const;
  // What is left for frames beside packets sent again.
  std::optional<double> frameBps() const;
  std::optional<Duration> arrivalOf(const rtcp::CongestionFeedback& feedback, const rtcp::ArrivalReport& report);

  // Given (not owned).
  const Parts parts_;
  Listener& listener_;
  const Config config_;
  // State.
  congestion::PathController path_;
  congestion::ReportController reports_;
  congestion::QueueController queue_;
  congestion::SentPackets sent_;
  QualityChooser chooser_;
  TimestampExtender reportClock_;
  RateMeter again_;
  net::Timer timer_;
  bool running_ = false;
  bool silent_ = false;
  TimePoint stoppedAt_{};
  TimePoint startedAt_{};
  TimePoint heardAt_{};
  std::uint64_t bytesGiven_ = 0;
  std::uint64_t bytesAtReport_ = 0;
  std::optional<TimePoint> reportAt_;
  std::size_t worstRung_ = 0;
  double leastAllowed_ = 0;  // 0: never limited
};

}  // namespace zoetrope::server
