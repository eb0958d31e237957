// SPDX-License-Identifier: MIT
// What rate a path can take, from when its packets arrived: it begins low and doubles with each report until packets
// begin to wait; from then on it grows slowly until they wait again, and goes back below what came through. In the
// family of RFC 8298 (SCReAM) and RFC 6817 (LEDBAT): delay decides; loss alone only when it is heavy, for the air loses
// packets without being full.
// Thread: one at a time; time is an argument.
// Limits: from Limits::minBps to maxBps.
#pragma once

#include "libstream/congestion/delay_window.h"
#include "libstream/congestion/rate_growth.h"
#include "libstream/congestion/sent_packets.h"

#include <array>
#include <deque>
#include <optional>
#include <span>

namespace zoetrope::congestion {

class PathController {
 public:
  struct Limits {
    double startBps = 4e6;
    double minBps = 200e3;
    double maxBps = 100e9;
  };
  // Of waiting on the way: from here on the rate is too high (in kReportsOfQueue reports in a row, for one may be
  // jitter; or far above it at once).
  static constexpr Duration kQueueTarget = std::chrono::milliseconds(15);
  static constexpr std::size_t kReportsOfQueue = 3;
  static constexpr Duration kQueueFar = std::chrono::milliseconds(40);
  static constexpr Duration kQueueFull = std::chrono::milliseconds(60);
  // The first rise shows the end of the doubling.
  static constexpr Duration kQueueOfStart = std::chrono::milliseconds(8);
  // Of what came through: what is left for the queue to run empty.
  static constexpr double kBackOff = 0.9;
  static constexpr double kFarBackOff = 0.7;
  // Loss below this share is taken for the air's.
  static constexpr double kHeavyLoss = 0.12;
  // No report for this long: half the rate, again and again.
  static constexpr Duration kSilence = std::chrono::milliseconds(300);

  PathController() : PathController(Limits{}) {}
  explicit PathController(Limits limits);

  // What one report, or several that came together, said that was not known.
  void onFeedback(std::span<const PacketFate> fates, TimePoint now);
  // Asked from time to time while packets go out.
  void onTick(TimePoint now);
  // Sending begins (again): what came before tells little.
  void restart(TimePoint now);

  double rateBps() const { return rate_; }
  // The end of the doubling has not been found, and more might be needed.
  bool starting() const { return starting_; }
  // Of the last report: how long its fastest packet waited on the way.
  Duration queueing() const { return queueing_.back(); }
  // Share of the packets of the last half second.
  double loss() const;
  // More than kHeavyLoss, and not by chance.
  bool losesHeavily() const;
  std::optional<TimePoint> lastFeedback() const { return lastFeedback_; }

 private:
  // Bytes within a sliding time, as a rate.
  class Window {
   public:
    void add(Duration at, std::size_t bytes);
    double bps() const;
    void clear() { entries_.clear(), bytes_ = 0; }

   private:
    static constexpr Duration kLength = std::chrono::milliseconds(150);
    static constexpr Duration kShortest = std::chrono::milliseconds(20);
    struct Entry {
      Duration at;
      std::size_t bytes;
    };
    std::deque<Entry> entries_;
    std::size_t bytes_ = 0;
  };
  struct LossSample {
    TimePoint at{};
    std::size_t packets = 0;
    std::size_t lost = 0;
  };
  LossSample recentLoss() const;

  // Nothing when no packet of them tells a time.
  std::optional<Duration> take(std::span<const PacketFate> fates, TimePoint now);
  void start();
  void steer(TimePoint now);
  Duration leastQueueing() const;
  void backOff(double share, TimePoint now);
  void setRate(double bps);

  // Given.
  const Limits limits_;
  // State.
  double rate_;
  bool starting_ = true;
  int unusedReports_ = 0;
  DelayWindow delays_;
  RateGrowth growth_;
  Window arrived_;
  Window sent_;
  std::deque<LossSample> losses_;
  std::array<Duration, kReportsOfQueue> queueing_{};  // of the last reports, the newest last
  TimePoint holdUntil_{};
  std::optional<TimePoint> lastFeedback_;
  TimePoint silentSince_{};
};

}  // namespace zoetrope::congestion
