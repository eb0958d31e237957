// SPDX-License-Identifier: MIT
#include "rtsp_client/media_receiver.h"

#include <algorithm>
#include <utility>

namespace zoetrope::client {
namespace {

// What a stream of high definition wants, before a frame has shown how large they are.
constexpr int kUsualReceiveBuffer = 4 << 20;
constexpr int kMostReceiveBuffer = 64 << 20;
// While the player does something else, a few whole frames may come; a kernel keeps half of the buffer for its own
// bookkeeping, and more for packets that are not full.
constexpr std::size_t kFramesInBuffer = 8;
constexpr std::size_t kBookkeeping = 3;
constexpr net::BatchReceiver::Size kBatch{.messages = 32};
// So that clicks and replies get their turn while packets pour in.
constexpr int kBatchesPerRound = 16;
// Of IP and UDP; of the four bytes of interleaving.
constexpr std::size_t kOverheadV4 = 20 + 8;
constexpr std::size_t kOverheadV6 = 40 + 8;
constexpr std::size_t kOverheadTcp = 4;

}  // namespace

MediaReceiver::MediaReceiver(net::Loop& loop, Random& random, Dialect dialect, int receiveBufferBytes,
                             const playback::FrameTurns& turns, Listener& listener)
    : loop_(loop),
      listener_(listener),
      dialect_(dialect),
      receiveBufferBytes_(receiveBufferBytes),
      stream_({loop, random, turns}, dialect, *this),
      pathTimer_(loop) {}

MediaReceiver::~MediaReceiver() { close(); }

Result<void, net::BindError> MediaReceiver::open(const net::Endpoint& local, std::uint16_t rtpPort) {
  close();
  const int wanted = receiveBufferBytes_ > 0 ? receiveBufferBytes_ : std::max(kUsualReceiveBuffer, wantedBufferBytes_);
  const net::UdpSocket::Buffers buffers{.receiveBytes = wanted};
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
  if (!receiver_) receiver_ = net::BatchReceiver::create(net::ReceiveWay::Gro, kBatch);
  receiver_->begin(rtp_->handle());
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
  net::Endpoint source = server;
  if (const auto other = net::Endpoint::parse(path.source, 0); other && !other->isAny()) source = *other;
  filter_.expect(source.withPort(path.serverRtpPort), source.withPort(path.serverRtcpPort));
  stream_.begin(path, path.tcp ? kOverheadTcp : server.isV6() ? kOverheadV6 : kOverheadV4);
  if (dialect_ == Dialect::Standard) openPath();
}

void MediaReceiver::close() {
  stream_.close();
  pathTimer_.cancel();
  loop_.unwatch(rtpWatch_);
  loop_.unwatch(rtcpWatch_);
  rtpWatch_ = rtcpWatch_ = 0;
  if (rtp_) {
    lastBufferBytes_ = static_cast<std::uint64_t>(rtp_->receiveBufferBytes());
    earlierDrops_ += drops_.packets(rtp_->kernelDrops());
    drops_.clear();
  }
  rtp_.reset();
  rtcp_.reset();
}

// A NAT lets in what answers something that went out, for a while.
void MediaReceiver::openPath() {
  stream_.sendReport();
  if (path_.tcp || !rtp_ || path_.serverRtpPort == 0) return;
  rtp_->send(stream_.emptyRtp(), server_.withPort(path_.serverRtpPort));
  pathTimer_.setAfter(ReceiverReports::kPathInterval, [this] { openPath(); });
}

void MediaReceiver::sendRtcp(const ByteBuffer& compound) {
  if (path_.tcp)
    listener_.sendOnChannel(path_.rtcpChannel, compound);
  else if (rtcp_ && path_.serverRtcpPort != 0)
    rtcp_->send(compound, server_.withPort(path_.serverRtcpPort));
}

void MediaReceiver::drain() {
  if (stream_.running() && rtp_) readRtp();
}

void MediaReceiver::readRtp() {
  const TimePoint now = loop_.now();
  bool some = false;
  for (int round = 0; round < kBatchesPerRound; ++round) {
    const auto datagrams = receiver_->receive(rtp_->handle());
    for (const net::InDatagram& datagram : datagrams) {
      if (stream_.running() && filter_.acceptsRtp(datagram.from, datagram.bytes, now)) {
        drops_.onPacket(datagram.bytes, datagram.dropsBefore);
        stream_.takeRtp(datagram.bytes, datagram.waited);
        some = true;
      } else {
        drops_.onOther(datagram.dropsBefore);
        ++strangers_;
      }
    }
    if (!receiver_->full()) break;
  }
  if (some) stream_.finishBatch();
}

void MediaReceiver::readRtcp() {
  std::vector<ByteBuffer> packets;
  for (const net::InDatagram& datagram : receiver_->receive(rtcp_->handle())) {
    if (stream_.running() && filter_.acceptsRtcp(datagram.from))
      packets.emplace_back(datagram.bytes.begin(), datagram.bytes.end());
    else
      ++strangers_;
  }
  if (packets.empty()) return;
  // What was sent before the reports is already here, in the other socket; reading it may close both.
  readRtp();
  for (const ByteBuffer& packet : packets)
    if (stream_.running()) stream_.takeRtcp(packet);
}

void MediaReceiver::onChannelData(std::uint8_t channel, Bytes packet) {
  if (!stream_.running() || !path_.tcp) return;
  if (channel == path_.rtpChannel) {
    stream_.takeRtp(packet);
    stream_.finishBatch();
  } else if (channel == path_.rtcpChannel) {
    stream_.takeRtcp(packet);
  } else {
    ++strangers_;
  }
}

void MediaReceiver::onPlaySent() {
  filter_.release();
  stream_.onPlaySent();
}

void MediaReceiver::onMediaFrame(playback::AssembledFrame&& frame) {
  if (frame.complete) growBuffer(frame.jpeg.size());
  listener_.onMediaFrame(std::move(frame));
}

// A stream whose frames are larger than usual wants a larger buffer; the system may give less.
void MediaReceiver::growBuffer(std::size_t frameBytes) {
  const std::size_t most = kMostReceiveBuffer;
  const int wanted = static_cast<int>(std::min(frameBytes * kFramesInBuffer * kBookkeeping, most));
  if (receiveBufferBytes_ > 0 || !rtp_ || wanted <= std::max(wantedBufferBytes_, kUsualReceiveBuffer)) return;
  wantedBufferBytes_ = wanted + wanted / 4;
  rtp_->setReceiveBuffer(wantedBufferBytes_);
}

void MediaReceiver::report(playback::Counters& counters) const {
  stream_.report(counters);
  counters.packetsRejected += strangers_;
  counters.receiveBufferBytes = rtp_ ? static_cast<std::uint64_t>(rtp_->receiveBufferBytes()) : lastBufferBytes_;
  counters.packetsDroppedBySocket = earlierDrops_ + (rtp_ ? drops_.packets(rtp_->kernelDrops()) : 0);
}

}  // namespace zoetrope::client
