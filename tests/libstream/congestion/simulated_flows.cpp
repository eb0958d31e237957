// SPDX-License-Identifier: MIT
#include "tests/libstream/congestion/simulated_flows.h"

#include <algorithm>

namespace zoetrope::test {

namespace {

using namespace std::chrono_literals;

constexpr Duration kStep = 100us;
constexpr Duration kReportInterval = 50ms;
constexpr std::uint32_t kSsrc = 1;
// Of the receiver's clock against the sender's.
constexpr Duration kClockOffset = 1h;

}  // namespace

SimulatedFlows::SimulatedFlows(const impair::LinkOptions& options, std::size_t flows)
    : link_(std::make_unique<impair::Link>(options)) {
  for (std::size_t i = 0; i < flows; ++i) {
    flows_.push_back(std::make_unique<Flow>());
    Flow& flow = *flows_.back();
    flow.arrivals.resize(65536);
    flow.begins = flow.nextPacket = now_;
    flow.nextReport = now_ + kReportInterval + 7ms * i;
    flow.controller.restart(now_);
  }
}

void SimulatedFlows::setLink(const impair::LinkOptions& options) { link_ = std::make_unique<impair::Link>(options); }

void SimulatedFlows::resetResults() {
  for (const auto& flow : flows_) {
    flow->bytesArrived = flow->packetsSent = flow->packetsDropped = 0;
    flow->queueingMs.clear();
  }
}

void SimulatedFlows::run(Duration time, const std::function<void()>& each) {
  const TimePoint end = now_ + time;
  TimePoint next = now_;
  while (now_ < end) {
    now_ += kStep;
    for (const auto& flow : flows_) {
      sendDue(*flow);
      reportDue(*flow);
    }
    if (now_ < next) continue;
    next = now_ + 10ms;
    each();
  }
}

void SimulatedFlows::sendDue(Flow& flow) {
  while (now_ >= flow.nextPacket && now_ >= flow.begins) {
    const double bps = std::min(flow.controller.rateBps(), flow.demandBps);
    flow.nextPacket = std::max(flow.nextPacket, flow.begins) + fromSeconds(kPacketBytes * 8 / bps);
    const std::uint16_t sequence = flow.sequence++;
    flow.arrivals[sequence].reset();
    flow.sent.onSent(kSsrc, sequence, kPacketBytes, now_);
    ++flow.packetsSent;
    const Duration queued = link_->queued(now_);
    if (const auto out = link_->pass(kPacketBytes, now_)) {
      flow.onTheWay.emplace_back(*out, sequence);
      flow.queueingMs.push_back(toSeconds(queued) * 1000);
    } else {
      ++flow.packetsDropped;
    }
  }
}

void SimulatedFlows::reportDue(Flow& flow) {
  std::erase_if(flow.onTheWay, [&](const auto& packet) {
    if (packet.first > now_) return false;
    flow.arrivals[packet.second] = packet.first;
    flow.bytesArrived += kPacketBytes;
    return true;
  });
  if (now_ < flow.nextReport) return;
  flow.nextReport = now_ + kReportInterval;
  flow.controller.onTick(now_);
  if (!flow.speaks) return;
  // Up to the newest that has come, from where the report before the last began.
  std::uint16_t end = flow.reportFrom;
  for (std::uint16_t at = flow.reportFrom; at != flow.sequence; ++at)
    if (flow.arrivals[at]) end = static_cast<std::uint16_t>(at + 1);
  if (end == flow.reportFrom) return;
  std::vector<congestion::Arrival> arrivals;
  for (std::uint16_t at = flow.reportFromBefore; at != end; ++at) {
    const auto& when = flow.arrivals[at];
    arrivals.push_back(
        {when.has_value(), when ? std::optional(when->time_since_epoch() + kClockOffset) : std::nullopt});
  }
  std::vector<congestion::PacketFate> fates;
  flow.sent.onReport(kSsrc, flow.reportFromBefore, arrivals, fates);
  flow.reportFromBefore = flow.reportFrom;
  flow.reportFrom = end;
  flow.controller.onFeedback(fates, now_);
}

double percentile(std::vector<double> values, double percent) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto index = static_cast<std::size_t>(static_cast<double>(values.size() - 1) * percent / 100);
  return values[index];
}

}  // namespace zoetrope::test
