// SPDX-License-Identifier: MIT
#include "rtsp_client/media_receiver.h"

#include "libstream/rtcp/packet.h"

#include <algorithm>
#include <utility>

namespace zoetrope::client {
namespace {

// What a stream of high definition wants: more than a burst of whole frames.
constexpr int kUsualReceiveBuffer = 4 << 20;
constexpr std::size_t kDatagramsAtOnce = 64;
// So that clicks and replies get their turn while packets pour in.
constexpr int kBatchesPerRound = 16;

std::unique_ptr<playback::FrameAssembler> makeAssembler(Dialect dialect) {
  if (dialect == Dialect::Course) return std::make_unique<playback::CourseAssembler>();
  return std::make_unique<playback::StandardAssembler>();
}

}  // namespace

MediaReceiver::MediaReceiver(net::Loop& loop, Random& random, Dialect dialect, int receiveBufferBytes,
                             Listener& listener)
    : loop_(loop),
      listener_(listener),
      dialect_(dialect),
      receiveBufferBytes_(receiveBufferBytes > 0 ? receiveBufferBytes : kUsualReceiveBuffer),
      assembler_(makeAssembler(dialect)),
      standard_(dialect == Dialect::Standard ? static_cast<playback::StandardAssembler*>(assembler_.get()) : nullptr),
      reports_(random),
      advanceTimer_(loop),
      reportTimer_(loop),
      pathTimer_(loop),
      byeTimer_(loop) {}

MediaReceiver::~MediaReceiver() { close(); }

Result<void, net::BindError> MediaReceiver::open(const net::Endpoint& local, std::uint16_t rtpPort) {
  close();
  // The kernel keeps twice what is asked for; what counts, and is read back, is the double.
  const net::UdpSocket::Buffers buffers{.receiveBytes = receiveBufferBytes_ / 2};
  if (dialect_ == Dialect::Course) {
    auto socket = net::UdpSocket::open(local.withPort(rtpPort), buffers);
    if (!socket) return socket.error();
    rtp_ = std::move(*socket);
  } else {
    auto pair = net::UdpPair::open(local.withPort(rtpPort), std::nullopt, buffers);
    if (!pair) return pair.error();
    rtp_ = std::move(pair->rtp);
    rtcp_ = std::move(pair->rtcp);
  }
  if (!receiver_) receiver_ = net::BatchReceiver::createBest({.datagrams = kDatagramsAtOnce});
  watchSockets();
  return {};
}

void MediaReceiver::watchSockets() {
  rtpWatch_ = loop_.watch(rtp_->handle(), net::Interest::Read, [this](net::Ready) { readRtp(); });
  if (rtcp_) rtcpWatch_ = loop_.watch(rtcp_->handle(), net::Interest::Read, [this](net::Ready) { readRtcp(); });
}

void MediaReceiver::begin(const MediaPath& path, const net::Endpoint& server) {
  path_ = path;
  server_ = server;
  running_ = true;
  gone_.clear();
  net::Endpoint source = server;
  if (const auto other = net::Endpoint::parse(path.source, 0); other && !other->isAny()) source = *other;
  filter_.expect(source.withPort(path.serverRtpPort), source.withPort(path.serverRtcpPort));
  if (!standard_) return;
  standard_->expectSource(path.ssrc);
  standard_->setPayloadType(static_cast<std::uint8_t>(path.payloadType));
  if (path.width > 0) standard_->setFallbackSize(path.width, path.height);
  reports_.start(loop_.now());
  openPath();
}

void MediaReceiver::close() {
  running_ = false;
  for (net::Timer* timer : {&advanceTimer_, &reportTimer_, &pathTimer_, &byeTimer_}) timer->cancel();
  loop_.unwatch(rtpWatch_);
  loop_.unwatch(rtcpWatch_);
  rtpWatch_ = rtcpWatch_ = 0;
  if (rtp_) {
    lastBufferBytes_ = static_cast<std::uint64_t>(rtp_->receiveBufferBytes());
    earlierDrops_ += rtp_->kernelDrops();
  }
  rtp_.reset();
  rtcp_.reset();
  assembler_->reset();
}

// A NAT lets in what answers something that went out, for a while.
void MediaReceiver::openPath() {
  sendReport();
  if (path_.tcp || !rtp_ || path_.serverRtpPort == 0) return;
  rtp_->send(reports_.emptyRtp(static_cast<std::uint8_t>(path_.payloadType)), server_.withPort(path_.serverRtpPort));
  pathTimer_.setAfter(ReceiverReports::kPathInterval, [this] { openPath(); });
}

void MediaReceiver::sendReport() {
  const ByteBuffer report = reports_.report(standard_->reception(), loop_.now());
  if (path_.tcp)
    listener_.sendOnChannel(path_.rtcpChannel, report);
  else if (rtcp_ && path_.serverRtcpPort != 0)
    rtcp_->send(report, server_.withPort(path_.serverRtcpPort));
  reportTimer_.set(reports_.nextTime(), [this] { sendReport(); });
}

void MediaReceiver::drain() {
  if (running_ && rtp_) readRtp();
}

void MediaReceiver::readRtp() {
  const TimePoint now = loop_.now();
  bool some = false;
  for (int round = 0; round < kBatchesPerRound; ++round) {
    const auto datagrams = receiver_->receive(rtp_->handle());
    for (const net::InDatagram& datagram : datagrams) {
      if (running_ && filter_.acceptsRtp(datagram.from, datagram.bytes, now)) {
        takeRtp(datagram.bytes);
        some = true;
      } else {
        ++strangers_;
      }
    }
    if (datagrams.size() < kDatagramsAtOnce) break;
  }
  setAdvanceTimer();
  if (some) listener_.onMediaArrived(whatCame());
}

void MediaReceiver::readRtcp() {
  std::vector<ByteBuffer> packets;
  for (const net::InDatagram& datagram : receiver_->receive(rtcp_->handle())) {
    if (running_ && filter_.acceptsRtcp(datagram.from))
      packets.emplace_back(datagram.bytes.begin(), datagram.bytes.end());
    else
      ++strangers_;
  }
  if (packets.empty()) return;
  // What was sent before the reports is already here, in the other socket; reading it may close both.
  readRtp();
  for (const ByteBuffer& packet : packets)
    if (running_) takeRtcp(packet);
}

void MediaReceiver::onChannelData(std::uint8_t channel, Bytes packet) {
  if (!running_ || !path_.tcp) return;
  if (channel == path_.rtpChannel) {
    takeRtp(packet);
    setAdvanceTimer();
    listener_.onMediaArrived(whatCame());
  } else if (channel == path_.rtcpChannel) {
    takeRtcp(packet);
  } else {
    ++strangers_;
  }
}

void MediaReceiver::takeRtp(Bytes packet) {
  const TimePoint now = loop_.now();
  rate_.add(packet.size(), now);
  assembler_->onDatagram(packet, now, *this);
}

MediaReceiver::Came MediaReceiver::whatCame() {
  const std::uint64_t before = usable_;
  usable_ = std::max(before, assembler_->usablePackets());
  return usable_ > before ? Came::Usable : Came::Unusable;
}

void MediaReceiver::takeRtcp(Bytes packet) {
  if (!standard_) return;
  const auto packets = rtcp::parseCompound(packet, rtcp::Framing::ReducedSize);
  if (!packets) {
    ++strangers_;
    return;
  }
  for (const rtcp::Packet& one : *packets) {
    if (const auto* report = std::get_if<rtcp::SenderReport>(&one)) takeReport(*report);
    if (const auto* bye = std::get_if<rtcp::Bye>(&one)) takeBye(bye->ssrcs);
  }
}

void MediaReceiver::takeReport(const rtcp::SenderReport& report) {
  vouchFor(report.ssrc);
  standard_->reception().onSenderReport(report, loop_.now());
}

void MediaReceiver::vouchFor(std::uint32_t source) {
  if (!gone_.contains(source)) standard_->vouchFor(source, *this);
}

// Only the stream's own source can end it, and only once: BYE is repeated, and a new PLAY may have begun since.
void MediaReceiver::takeBye(const std::vector<std::uint32_t>& sources) {
  for (const std::uint32_t source : sources) vouchFor(source);
  const auto current = standard_->reorder().ssrc();
  if (!current || std::find(sources.begin(), sources.end(), *current) == sources.end()) return;
  if (!gone_.insert(*current).second) return;
  playedSinceBye_ = false;
  byeTimer_.setAfter(kByeDelay, [this] {
    flush();
    listener_.onMediaBye();
  });
}

// Behind a BYE a PLAY is answered by another source: once the one of SETUP has come, who else comes need only show that
// it is a stream.
void MediaReceiver::onPlaySent() {
  filter_.release();
  if (standard_ && standard_->reorder().ssrc()) standard_->expectSource(std::nullopt);
}

void MediaReceiver::onPlay(const PlayFacts& facts) {
  byeTimer_.cancel();
  playedSinceBye_ = true;
  if (!standard_) return;
  if (facts.sequence) standard_->rebase(*facts.sequence, *this);
  standard_->reception().setRealTime(facts.speed == 1);
  setAdvanceTimer();
}

void MediaReceiver::flush() {
  assembler_->flush(*this);
  setAdvanceTimer();
}

void MediaReceiver::setAdvanceTimer() {
  const auto deadline = assembler_->deadline();
  if (!deadline) {
    advanceTimer_.cancel();
    return;
  }
  advanceTimer_.set(*deadline, [this] {
    assembler_->advance(loop_.now(), *this);
    setAdvanceTimer();
    listener_.onMediaArrived(Came::Nothing);
  });
}

void MediaReceiver::onFrame(playback::AssembledFrame&& frame) {
  // A source that goes on after its BYE (the end of a range, for some servers) may say another one.
  if (standard_ && playedSinceBye_) {
    if (const auto current = standard_->reorder().ssrc()) gone_.erase(*current);
  }
  listener_.onMediaFrame(std::move(frame));
}

void MediaReceiver::report(playback::Counters& counters) const {
  assembler_->report(counters);
  counters.packetsRejected += strangers_;
  counters.receiveBufferBytes = rtp_ ? static_cast<std::uint64_t>(rtp_->receiveBufferBytes()) : lastBufferBytes_;
  counters.packetsDroppedBySocket = earlierDrops_ + (rtp_ ? rtp_->kernelDrops() : 0);
}

}  // namespace zoetrope::client
