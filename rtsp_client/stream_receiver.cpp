// SPDX-License-Identifier: MIT
#include "rtsp_client/stream_receiver.h"

#include "libstream/base/serial.h"
#include "libstream/rtcp/last_sent.h"
#include "libstream/rtcp/packet.h"
#include "libstream/rtcp/sender_state.h"
#include "libstream/rtp/retransmission.h"

#include <algorithm>
#include <utility>

namespace zoetrope::client {
namespace {

// While packets are missing, whether their time is over is looked at this often: turns move with the playing.
constexpr Duration kTurnCheck = std::chrono::milliseconds(20);

std::unique_ptr<playback::FrameAssembler> makeAssembler(Dialect dialect) {
  if (dialect == Dialect::Course) return std::make_unique<playback::CourseAssembler>();
  return std::make_unique<playback::StandardAssembler>();
}

// Sets a timer only when it would fire at another time: setting one costs more than a packet.
template <class Call>
void arm(net::Timer& timer, std::optional<TimePoint>& armed, std::optional<TimePoint> when, Call call) {
  if (!when) {
    timer.cancel();
    armed.reset();
  } else if (!timer.pending() || armed != when) {
    armed = when;
    timer.set(*when, std::move(call));
  }
}

}  // namespace

StreamReceiver::StreamReceiver(const World& world, Dialect dialect, Listener& listener)
    : world_(world),
      listener_(listener),
      assembler_(makeAssembler(dialect)),
      standard_(dialect == Dialect::Standard ? static_cast<playback::StandardAssembler*>(assembler_.get()) : nullptr),
      reports_(world.random),
      advanceTimer_(world.scheduler),
      reportTimer_(world.scheduler),
      byeTimer_(world.scheduler),
      nackTimer_(world.scheduler),
      tailTimer_(world.scheduler),
      feedbackTimer_(world.scheduler) {}

void StreamReceiver::begin(const MediaPath& path, std::size_t packetOverhead) {
  path_ = path;
  packetOverhead_ = packetOverhead;
  running_ = true;
  gone_.clear();
  nacks_.clear();
  arrivals_.clear();
  feedbackWaits_ = false;
  senderWord_.restart(leftOutByTimes());
  if (!standard_) return;
  recovers_ = path.rtxPayloadType.has_value();
  standard_->setRecovery(path.rtxPayloadType, &world_.turns);
  standard_->expectSource(path.ssrc);
  standard_->setPayloadType(static_cast<std::uint8_t>(path.payloadType));
  if (path.width > 0) standard_->setFallbackSize(path.width, path.height);
  reports_.start(world_.scheduler.now());
}

void StreamReceiver::close() {
  running_ = false;
  for (net::Timer* timer : {&advanceTimer_, &reportTimer_, &byeTimer_, &nackTimer_, &tailTimer_, &feedbackTimer_})
    timer->cancel();
  nacks_.clear();
  assembler_->reset();
}

void StreamReceiver::setFrameRate(double framesPerSecond) {
  if (standard_) standard_->setFrameRate(framesPerSecond);
  tailSilence_ = framesPerSecond > 0 ? std::max(kTailSilence, fromSeconds(1 / framesPerSecond)) : kTailSilence;
}

void StreamReceiver::takeRtp(Bytes packet, Duration waited) {
  const TimePoint now = world_.scheduler.now();
  rate_.add(packet.size() + packetOverhead_, now);
  bytesOnWire_ += packet.size() + packetOverhead_;
  if (recovers_) {
    const auto view = rtp::parseRtp(packet);
    if (view && view->header.payloadType == *path_.rtxPayloadType && view->payload.size() >= rtp::kRtxOverheadBytes)
      nacks_.onAnswer(ByteReader(view->payload).u16(), now);
    if (view && path_.arrivalFeedback) noteArrival(view->header, now - waited);
  }
  assembler_->onDatagram(packet, now, *this);
}

void StreamReceiver::noteArrival(const rtp::RtpHeader& header, TimePoint now) {
  arrivals_.onPacket(header.ssrc, header.sequence, now);
  if (arrivals_.unreported() >= kFeedbackPackets) {
    tellArrivals();
  } else if (!feedbackWaits_) {
    feedbackWaits_ = true;
    feedbackTimer_.setAfter(kFeedbackInterval, [this] { tellArrivals(); });
  }
}

void StreamReceiver::tellArrivals() {
  feedbackWaits_ = false;
  idleFeedbacks_ = arrivals_.unreported() > 0 ? 0 : idleFeedbacks_ + 1;
  for (const ByteBuffer& packet : reports_.arrivals(arrivals_, world_.scheduler.now())) listener_.sendRtcp(packet);
  if (idleFeedbacks_ < kIdleFeedbacks) feedbackTimer_.setAfter(kIdleFeedback, [this] { tellArrivals(); });
}

void StreamReceiver::finishBatch() {
  armAdvance();
  if (recovers_) {
    lastPacketAt_ = world_.scheduler.now();
    tailTries_ = 0;
    askForMissing();
    if (!tailTimer_.pending()) armTail(lastPacketAt_);
  }
  listener_.onMediaArrived(whatCame());
}

StreamReceiver::Came StreamReceiver::whatCame() {
  const std::uint64_t before = usable_;
  usable_ = std::max(before, assembler_->usablePackets());
  return usable_ > before ? Came::Usable : Came::Unusable;
}

void StreamReceiver::takeRtcp(Bytes compound) {
  if (!standard_) return;
  const auto packets = rtcp::parseCompound(compound, rtcp::Framing::ReducedSize);
  if (!packets) {
    ++unreadable_;
    return;
  }
  for (const rtcp::Packet& one : *packets) {
    if (const auto* report = std::get_if<rtcp::SenderReport>(&one)) takeReport(*report);
    if (const auto* other = std::get_if<rtcp::Other>(&one)) takeOther(*other);
    if (const auto* bye = std::get_if<rtcp::Bye>(&one)) takeBye(bye->ssrcs);
  }
}

void StreamReceiver::takeReport(const rtcp::SenderReport& report) {
  vouchFor(report.ssrc);
  standard_->reception().onSenderReport(report, world_.scheduler.now());
}

void StreamReceiver::takeOther(const rtcp::Other& packet) {
  takeLastSent(packet);
  const auto state = rtcp::parseSenderState(packet);
  if (state && state->ssrc == standard_->reorder().ssrc()) senderWord_.take(*state);
}

// What was sent last: the tail of a range shows no gap by itself.
void StreamReceiver::takeLastSent(const rtcp::Other& packet) {
  const auto last = recovers_ ? rtcp::parseLastSent(packet) : std::nullopt;
  if (!last || last->ssrc != standard_->reorder().ssrc()) return;
  lastSaid_ = last->sequence;
  standard_->reorder().announceLast(last->sequence, world_.scheduler.now());
  armAdvance();
  askForMissing();
}

void StreamReceiver::vouchFor(std::uint32_t source) {
  if (!gone_.contains(source)) standard_->vouchFor(source, *this);
}

// Only the stream's own source can end it, and only once: BYE is repeated, and a new PLAY may have begun since.
void StreamReceiver::takeBye(const std::vector<std::uint32_t>& sources) {
  for (const std::uint32_t source : sources) vouchFor(source);
  const auto current = standard_->reorder().ssrc();
  if (!current || std::find(sources.begin(), sources.end(), *current) == sources.end()) return;
  if (!gone_.insert(*current).second) return;
  playedSinceBye_ = false;
  waitForEnd(world_.scheduler.now());
}

// What is missing can still be asked for, until its turn. When all is here that was sent, there is nothing to wait for.
void StreamReceiver::waitForEnd(TimePoint byeAt) {
  const bool all = recovers_ && lastSaid_ && standard_->reorder().complete() &&
                   serialDistance(*lastSaid_, standard_->reorder().highestSequence()) >= 0;
  byeTimer_.setAfter(all ? Duration::zero() : kByeDelay, [this, byeAt] {
    const bool missing = recovers_ && !standard_->reorder().complete();
    if (missing && world_.scheduler.now() < byeAt + kByePatience) return waitForEnd(byeAt);
    flush();
    listener_.onMediaBye();
  });
}

// Behind a BYE a PLAY is answered by another source: once the one of SETUP has come, who else comes need only show that
// it is a stream.
void StreamReceiver::onPlaySent() {
  if (standard_ && standard_->reorder().ssrc()) standard_->expectSource(std::nullopt);
}

void StreamReceiver::onPlay(const PlayFacts& facts) {
  byeTimer_.cancel();
  playedSinceBye_ = true;
  lastSaid_.reset();
  if (!standard_) return;
  if (facts.sequence) standard_->rebase(*facts.sequence, *this);
  standard_->reception().setRealTime(facts.speed == 1);
  armAdvance();
}

void StreamReceiver::flush() {
  assembler_->flush(*this);
  armAdvance();
}

void StreamReceiver::armAdvance() {
  std::optional<TimePoint> deadline = assembler_->deadline();
  if (deadline && recovers_) deadline = std::min(*deadline, world_.scheduler.now() + kTurnCheck);
  // One that is set for earlier looks again by itself.
  if (deadline && recovers_ && advanceTimer_.pending() && advanceAt_ && *advanceAt_ <= *deadline) return;
  arm(advanceTimer_, advanceAt_, deadline, [this] {
    assembler_->advance(world_.scheduler.now(), *this);
    armAdvance();
    listener_.onMediaArrived(Came::Nothing);
  });
}

// Every kNackGap at most.
void StreamReceiver::askForMissing() {
  const TimePoint now = world_.scheduler.now();
  const rtp::ReorderBuffer& reorder = standard_->reorder();
  if (reorder.complete()) {
    nacks_.due({}, {}, now);
    nackTimer_.cancel();
    return;
  }
  if (now < lookedForMissing_ + kNackGap) return armNack(lookedForMissing_ + kNackGap);
  lookedForMissing_ = now;
  const std::vector<std::uint16_t> wanted = nacks_.due(reorder.gaps(), reorder.reorderDelay(now), now);
  if (!wanted.empty())
    for (const ByteBuffer& compound : reports_.nacks(*reorder.ssrc(), wanted)) listener_.sendRtcp(compound);
  armNack(std::max(nacks_.nextTime().value_or(now), now + kNackGap));
}

void StreamReceiver::armNack(TimePoint when) {
  arm(nackTimer_, nackAt_, when, [this] { askForMissing(); });
}

// What follows the last packet shows no gap when it is lost together with the word that it was the last.
void StreamReceiver::armTail(TimePoint since) {
  if (!standard_->midFrame() || tailTries_ >= kTailTries) return;
  tailTimer_.set(since + tailSilence_, [this] {
    const TimePoint now = world_.scheduler.now();
    const bool silent = now >= lastPacketAt_ + tailSilence_;
    if (silent) askForTail();
    armTail(silent ? now : lastPacketAt_);
  });
}

// One packet at least has to follow, for the frame has not ended; more are asked for in case there are.
void StreamReceiver::askForTail() {
  rtp::ReorderBuffer& reorder = standard_->reorder();
  if (!reorder.ssrc() || !reorder.complete()) return;
  ++tailTries_;
  if (lastSaid_ && serialDistance(*lastSaid_, reorder.highestSequence()) >= 0) return;
  std::vector<std::uint16_t> tail;
  for (std::uint16_t ahead = 1; ahead <= kTailPackets; ++ahead)
    tail.push_back(static_cast<std::uint16_t>(reorder.highestSequence() + ahead));
  reorder.announceLast(tail.front(), world_.scheduler.now());
  tailAsked_ += tail.size();
  for (const ByteBuffer& compound : reports_.nacks(*reorder.ssrc(), tail)) listener_.sendRtcp(compound);
  askForMissing();
  armAdvance();
}

void StreamReceiver::sendReport() {
  listener_.sendRtcp(reports_.report(standard_->reception(), world_.scheduler.now()));
  reportTimer_.set(reports_.nextTime(), [this] { sendReport(); });
}

void StreamReceiver::onFrame(playback::AssembledFrame&& frame) {
  // A source that goes on after its BYE (the end of a range, for some servers) may say another one.
  if (standard_ && playedSinceBye_) {
    if (const auto current = standard_->reorder().ssrc()) gone_.erase(*current);
  }
  if (frame.complete) usefulRate_.add(frame.jpeg.size(), world_.scheduler.now());
  listener_.onMediaFrame(std::move(frame));
}

std::uint64_t StreamReceiver::leftOutByTimes() const {
  playback::Counters counters;
  assembler_->report(counters);
  return counters.framesSkippedBySender;
}

void StreamReceiver::report(playback::Counters& counters) const {
  const TimePoint now = world_.scheduler.now();
  assembler_->report(counters);
  senderWord_.report(counters);
  counters.packetsRejected += unreadable_;
  counters.packetsAskedFor = nacks_.asked() + tailAsked_;
  counters.bytesOnWire = bytesOnWire_;
  counters.bitRateBps = bitrateBps(now);
  counters.usefulBitRateBps = usefulRate_.perSecond(now) * 8;
  if (bytesOnWire_ == 0) return;
  const double useful = static_cast<double>(std::min(counters.bytesUseful, bytesOnWire_));
  counters.overheadPercent = 100 * (1 - useful / static_cast<double>(bytesOnWire_));
}

}  // namespace zoetrope::client
