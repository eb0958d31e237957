// SPDX-License-Identifier: MIT
#include "tests/bench/receiving_session.h"

#include "libstream/rtp/packet.h"

#include <algorithm>
#include <stdexcept>

namespace zoetrope::bench {

namespace {

net::UdpPair openPair(int receiveBufferBytes) {
  auto pair =
      net::UdpPair::open(*net::Endpoint::parse("127.0.0.1", 0), std::nullopt, {.receiveBytes = receiveBufferBytes});
  if (!pair) throw std::runtime_error(pair.error().message);
  return *std::move(pair);
}

void require(const std::string& reply, const std::string& what) {
  if (reply.rfind("RTSP/1.0 200", 0) != 0) throw std::runtime_error(what + " was answered by: " + reply);
}

// The number behind "Session:", in replies with and without the blank line at their end.
std::string sessionOf(const std::string& reply) {
  const std::size_t at = reply.find("Session:");
  if (at == std::string::npos) throw std::runtime_error("no session in: " + reply);
  const std::size_t first = reply.find_first_not_of(' ', at + 8);
  return reply.substr(first, reply.find_first_of(";\r\n", first) - first);
}

}  // namespace

ReceivingSession::ReceivingSession(const Target& target, Dialect dialect, int receiveBufferBytes)
    : target_(target),
      dialect_(dialect),
      connection_(target.port, target.host),
      rtp_(openPair(receiveBufferBytes)),
      track_(url()) {}

std::string ReceivingSession::url() const {
  return "rtsp://" + target_.host + ":" + std::to_string(target_.port) + "/" + target_.movie;
}

std::string ReceivingSession::trackUrl(const std::string& description) const {
  const std::size_t at = description.rfind("a=control:");
  if (at == std::string::npos) return url();
  const std::size_t from = at + 10;
  const std::string control = description.substr(from, description.find_first_of("\r\n", from) - from);
  return control.rfind("rtsp://", 0) == 0 ? control : url() + "/" + control;
}

void ReceivingSession::askForSetup() {
  const std::string ports = std::to_string(rtp_.rtp.local().port());
  if (dialect_ == Dialect::Course)
    return connection_.send("SETUP " + target_.movie +
                            " RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/UDP; client_port= " + ports + "\r\n");
  track_ = trackUrl(connection_.ask("DESCRIBE", url(), "Accept: application/sdp\r\n"));
  connection_.request(
      "SETUP", track_,
      "Transport: RTP/AVP;unicast;client_port=" + ports + "-" + std::to_string(rtp_.rtcp.local().port()) + "\r\n");
}

void ReceivingSession::readSetup() {
  const std::string reply = dialect_ == Dialect::Course ? connection_.some() : connection_.reply();
  require(reply, "SETUP");
  id_ = sessionOf(reply);
}

// What is answered is not waited for: the picture says it.
void ReceivingSession::play() {
  if (dialect_ == Dialect::Course)
    return connection_.send("PLAY " + target_.movie + " RTSP/1.0\r\nCSeq: 2\r\nSession: " + id_ + "\r\n");
  connection_.request("PLAY", url(), "Session: " + id_ + "\r\n");
}

void ReceivingSession::onDatagrams(std::span<const net::InDatagram> datagrams, TimePoint now) {
  for (const net::InDatagram& datagram : datagrams) onPacket(datagram.bytes, now - datagram.waited);
}

void ReceivingSession::onPacket(Bytes packet, TimePoint now) {
  const auto rtp = rtp::parseRtp(packet);
  if (!rtp) return;
  account_.bytes += packet.size();
  ++account_.packets;
  const std::uint16_t sequence = rtp->header.sequence;
  if (lastSequence_ && static_cast<std::uint16_t>(*lastSequence_ + 1) != sequence) broken_ = true;
  lastSequence_ = sequence;
  if (!rtp->header.marker && dialect_ == Dialect::Standard) return;
  if (broken_)
    ++account_.broken;
  else
    onWholeFrame(rtp->header.timestamp, now);
  broken_ = false;
}

void ReceivingSession::onWholeFrame(std::uint32_t timestamp, TimePoint now) {
  ++account_.frames;
  if (!firstTimestamp_) firstTimestamp_ = timestamp;
  const std::uint32_t ticks = timestamp - *firstTimestamp_;
  starts_.push_back(now - fromSeconds(static_cast<double>(ticks) / rtp::kVideoClockRate));
}

Account ReceivingSession::account() const {
  Account account = account_;
  if (starts_.empty()) return account;
  const TimePoint earliest = *std::min_element(starts_.begin(), starts_.end());
  for (const TimePoint start : starts_) account.lateness.push_back(start - earliest);
  return account;
}

}  // namespace zoetrope::bench
