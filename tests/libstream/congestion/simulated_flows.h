// SPDX-License-Identifier: MIT
// Senders that send what their controllers allow, over one link, with reports back: a turned clock, no sockets.
#pragma once

#include "libstream/congestion/path_controller.h"
#include "libstream/impair/link.h"

#include <functional>
#include <memory>
#include <vector>

namespace zoetrope::test {

class SimulatedFlows {
 public:
  static constexpr std::size_t kPacketBytes = 1400;

  struct Flow {
    congestion::PathController controller;
    TimePoint begins{};
    double demandBps = 1e12;  // never sends more
    // Results.
    std::uint64_t bytesArrived = 0;
    std::uint64_t packetsSent = 0;
    std::uint64_t packetsDropped = 0;
    std::vector<double> queueingMs = {};
    // State.
    congestion::SentPackets sent = {};
    std::uint16_t sequence = 0;
    TimePoint nextPacket{};
    TimePoint nextReport{};
    std::vector<std::pair<TimePoint, std::uint16_t>> onTheWay = {};  // arrivals to come
    std::vector<std::optional<TimePoint>> arrivals = {};             // by sequence number
    std::uint16_t reportFrom = 0;
    std::uint16_t reportFromBefore = 0;
    bool speaks = true;
  };

  SimulatedFlows(const impair::LinkOptions& options, std::size_t flows);

  // Lets time pass; `each` is called every 10 ms.
  void run(
      Duration time, const std::function<void()>& each = [] {});
  // The link becomes another one.
  void setLink(const impair::LinkOptions& options);
  Flow& flow(std::size_t index) { return *flows_[index]; }
  TimePoint now() const { return now_; }
  // Forgets the results so far.
  void resetResults();

 private:
  void sendDue(Flow& flow);
  void reportDue(Flow& flow);

  TimePoint now_{std::chrono::seconds(1000)};
  std::unique_ptr<impair::Link> link_;
  std::vector<std::unique_ptr<Flow>> flows_;
};

// The value that so many percent do not exceed.
double percentile(std::vector<double> values, double percent);

}  // namespace zoetrope::test
