// SPDX-License-Identifier: MIT
#include "rtsp_server/impaired_out.h"

#include "libstream/base/time.h"
#include "rtsp_server/limits.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::server {

namespace {

constexpr std::size_t kIpv4Header = 20;
constexpr std::size_t kIpv6Header = 40;
constexpr std::size_t kUdpHeader = 8;
constexpr std::size_t kTcpHeader = 20;

// What of the options applies to a connection.
impair::LinkOptions streamOptions(impair::LinkOptions options) {
  options.loss = options.reorder = 0;
  options.jitter = Duration::zero();
  return options;
}

std::string milliseconds(Duration time) { return std::to_string(std::llround(toSeconds(time) * 1e3)) + " ms"; }

}  // namespace

ImpairedOut::ImpairedOut(net::Scheduler& scheduler, std::unique_ptr<MediaOut> inner, const impair::LinkOptions& options,
                         std::size_t headerBytes)
    : inner_(std::move(inner)), scheduler_(scheduler), headerBytes_(headerBytes), link_(options), timer_(scheduler) {}

ImpairedOut::~ImpairedOut() {
  inner_->setRtcpHandler({});
  sendDue(TimePoint::max());
}

bool ImpairedOut::hasRoomFor(std::size_t frameBytes) {
  if (isStream() && link_.queued(scheduler_.now()) > link_.options().queue) return false;
  return inner_->hasRoomFor(frameBytes);
}

std::size_t ImpairedOut::queuedBytes() const {
  const double waiting = toSeconds(link_.queued(scheduler_.now())) * link_.options().rateBps / 8;
  return inner_->queuedBytes() + (isStream() ? static_cast<std::size_t>(waiting) : 0);
}

MediaOut::Sent ImpairedOut::send(const BatchPtr& batch, std::size_t first, std::size_t count) {
  if (fault_) return {0, 0, false, true};
  for (std::size_t i = first; i < first + count; ++i) {
    if (flight_.size() >= kMaxImpairedPackets) {
      ++refused_;
    } else if (const auto when = pass(batch->packetSize(i))) {
      flight_.push(*when, Item{batch, i, {}});
    }
  }
  sendDue(scheduler_.now());
  const std::size_t lost = std::min(refused_, count);
  refused_ -= lost;
  return {count, lost, false, false};
}

void ImpairedOut::sendRtcp(Bytes compound) {
  if (const auto when = pass(compound.size()))
    flight_.push(*when, Item{nullptr, 0, ByteBuffer(compound.begin(), compound.end())});
  sendDue(scheduler_.now());
}

std::string ImpairedOut::describe() const {
  const impair::LinkOptions& options = link_.options();
  std::string text = inner_->describe() + ", simulated network: ";
  if (!isStream()) return text + impair::describeLink(options);
  text += impair::describeLink(streamOptions(options));
  const bool more = options.loss > 0 || options.reorder > 0 || options.jitter > Duration{};
  return more ? text + "; TCP knows no loss, jitter or reordering" : text;
}

std::string ImpairedOut::account() const {
  const impair::Link::Counts& counts = link_.counts();
  std::string text = "the simulated network passed " + std::to_string(counts.passed) + " packets, lost " +
                     std::to_string(counts.lost) + " and dropped " + std::to_string(counts.dropped);
  if (counts.reordered > 0) text += ", held back " + std::to_string(counts.reordered);
  if (link_.options().rateBps > 0) text += ", its queue was up to " + milliseconds(counts.queueingMax) + " long";
  return text;
}

// When the packet comes out; nothing when it is lost.
std::optional<TimePoint> ImpairedOut::pass(std::size_t bytes) {
  const TimePoint now = scheduler_.now();
  if (isStream()) return link_.passStream(bytes + headerBytes_, now);
  return link_.pass(bytes + headerBytes_, now);
}

// Hands over what is due and sets the timer for the rest.
void ImpairedOut::sendDue(TimePoint now) {
  while (const Item* item = flight_.due(now)) {
    if (!continuesRun(*item) && !sendRun()) break;
    take(*flight_.pop(now));
  }
  if (!sendRun()) {
    timer_.setAfter(kSendRetry, [this] { sendDue(scheduler_.now()); });
  } else if (const auto next = flight_.nextTime()) {
    timer_.set(*next, [this] { sendDue(scheduler_.now()); });
  }
}

bool ImpairedOut::continuesRun(const Item& item) const {
  return item.batch && item.batch == run_.batch && item.index == run_.first + run_.count;
}

// A packet that continues the run, or any item when there is none.
void ImpairedOut::take(const Item& item) {
  if (!item.batch) return inner_->sendRtcp(item.compound);
  if (run_.count == 0) run_ = {item.batch, item.index, 0};
  ++run_.count;
}

// False when the socket takes nothing now: the run waits.
bool ImpairedOut::sendRun() {
  if (run_.count == 0) return true;
  const Sent sent = inner_->send(run_.batch, run_.first, run_.count);
  refused_ += sent.lost;
  run_.first += sent.done;
  run_.count -= sent.done;
  fault_ = fault_ || sent.fault;
  if (run_.count > 0 && sent.tryLater && !fault_) return false;
  run_ = {};
  return true;
}

std::unique_ptr<MediaOut> throughLink(std::unique_ptr<MediaOut> out, const std::optional<impair::LinkOptions>& options,
                                      net::Scheduler& scheduler, const net::Endpoint& peer) {
  if (!out || !options) return out;
  const std::size_t ip = peer.isV6() ? kIpv6Header : kIpv4Header;
  const std::size_t transport = out->interleavedChannel() ? kTcpHeader : kUdpHeader;
  return std::make_unique<ImpairedOut>(scheduler, std::move(out), *options, ip + transport);
}

}  // namespace zoetrope::server
