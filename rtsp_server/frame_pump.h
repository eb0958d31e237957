// SPDX-License-Identifier: MIT
// Sends the frames of a movie on time: gets each from its source, has it cut into packets and hands these out in paced
// trains. One per session; a frame that was begun is always sent to its end, unless stop() says otherwise.
// Thread: the session's loop.
// Borrows: everything given, which outlives it.
// What the path takes decides how long a frame takes, and which rendition of it is sent, if any (session_rate.h).
// Limits: a slow reader loses whole frames; a frame that waits for its remedy longer than kRemedyPatience is skipped.
#pragma once

#include "libstream/net/scheduler.h"
#include "libstream/rtp/media_clock.h"
#include "libstream/rtp/pacer.h"
#include "rtsp_server/frame_source.h"
#include "rtsp_server/media_out.h"
#include "rtsp_server/packetizer.h"
#include "rtsp_server/session_rate.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace zoetrope::server {

class FramePump {
 public:
  class Listener {
   public:
    virtual ~Listener() = default;
    // The last packet of the range is out and its time is over.
    virtual void onRangeEnd() = 0;
    // After pause(): the frame that was on its way is out.
    virtual void onPaused() = 0;
    // The movie's file is gone or changed: nothing more will be sent. Called once.
    virtual void onSourceGone(const std::string& reason) = 0;
    virtual void onPacketsSent(std::size_t packets, std::size_t bytes) = 0;
    // The packets of a frame, before the first of them is sent.
    virtual void onFrameBegun(const BatchPtr&) {}
  };
  struct Parts {
    net::Scheduler& scheduler;
    // Any thread: runs what it is given on the session's loop.
    std::function<void(std::function<void()>)> post;
    FrameSource& source;
    Packetizer& packetizer;
    MediaOut& out;
    Listener& listener;
    // Null: whatever the movie needs.
    SessionRate* rate = nullptr;
  };
  struct Counters {
    std::uint64_t frames = 0;
    std::uint64_t framesDropped = 0;  // a slow reader
    std::uint64_t framesSkipped = 0;  // could not be sent
    std::uint64_t framesLeftOut = 0;  // more than the path can take
    std::uint64_t packets = 0;
    std::uint64_t packetsRefused = 0;  // by the system
    std::uint64_t bytes = 0;
  };

  FramePump(const Parts& parts, std::uint32_t firstTimestamp);
  FramePump(const FramePump&) = delete;
  FramePump& operator=(const FramePump&) = delete;

  // From frame `first` up to but not including `end`, and when `wrap` on with frame 0 for ever. Begins in the loop's
  // next round, or when the frame on its way is out.
  void play(std::size_t first, std::size_t end, double speed, bool wrap);
  // No frame is begun any more.
  void pause();
  // No packet is sent any more.
  void stop();
  // What may be sent is another rate now.
  void onRateChanged();

  bool playing() const { return playing_; }
  // The frame that will be sent next.
  std::size_t position() const { return next_; }
  std::size_t end() const { return end_; }
  bool wraps() const { return wrap_; }
  const rtp::MediaClock& clock() const { return clock_; }
  const Counters& counters() const { return counters_; }

 private:
  enum class Step { Again, Wait };

  void run();
  Step step();
  Step endRange(TimePoint now);
  Step beginFrame(TimePoint now);
  Step waitForRemedy(TimePoint now);
  bool mayWait() const;
  FrameAnswer ask(std::size_t rung);
  Step sendWhatIsThere(TimePoint now);
  Duration timeOf(std::size_t frameBytes) const;
  Duration leastTime(std::size_t frameBytes) const;
  void prefetchAhead();
  void stopClock();
  Step sendFrame(FrameAnswer answer, TimePoint now);
  Step skipFrame(std::uint64_t& counter);
  void takeFrame();
  Step sendSome(TimePoint now);
  void countSent(std::size_t first, const MediaOut::Sent& sent, TimePoint before);
  Step finishFrame();
  Step gone(const std::string& reason);
  void wakeAt(TimePoint when);
  std::function<void()> wakeFromAnywhere();

  // Given (not owned).
  const Parts parts_;
  // State.
  rtp::MediaClock clock_;
  rtp::Pacer pacer_;
  net::Timer timer_;
  BatchPtr batch_;      // the frame on its way
  TimePoint batchEnd_;  // when its time is over
  std::size_t batchBytes_ = 0;
  std::optional<TimePoint> remedySince_;
  std::size_t rung_ = 0;      // wanted of the frame that is due
  std::size_t sentRung_ = 0;  // of the last frame
  bool silent_ = false;       // the receiver is: nothing is begun
  std::size_t next_ = 0;
  std::size_t end_ = 0;
  bool wrap_ = false;
  bool playing_ = false;
  bool running_ = false;
  Counters counters_;
  // Calls that come late, from helpers or after the end, find nobody.
  std::shared_ptr<FramePump*> self_ = std::make_shared<FramePump*>(this);
};

}  // namespace zoetrope::server
