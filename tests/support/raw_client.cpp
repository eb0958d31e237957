// SPDX-License-Identifier: MIT
#include "tests/support/raw_client.h"

#include "libstream/base/text.h"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Timespan.h>

#include <array>
#include <utility>

namespace zoetrope::test {

namespace {

constexpr int kPatienceSeconds = 20;
constexpr std::size_t kFrameHeader = 4;

Poco::Timespan milliseconds(int count) { return Poco::Timespan(Poco::Timespan::TimeDiff{1000} * count); }

// Binds an even port and the one after it.
void bindPair(Poco::Net::DatagramSocket& rtp, Poco::Net::DatagramSocket& rtcp) {
  for (;;) {
    Poco::Net::DatagramSocket first(Poco::Net::SocketAddress("127.0.0.1", 0), false);
    const std::uint16_t port = first.address().port();
    if (port % 2 != 0 || port == 65534) continue;
    try {
      Poco::Net::DatagramSocket second(Poco::Net::SocketAddress("127.0.0.1", static_cast<std::uint16_t>(port + 1)),
                                       false);
      rtp = first;
      rtcp = second;
      return;
    } catch (const Poco::Exception&) {  // taken: another pair
    }
  }
}

}  // namespace

RawTcp::RawTcp(std::uint16_t port, const std::string& host) {
  socket_.connect(Poco::Net::SocketAddress(host, port));
  socket_.setReceiveTimeout(Poco::Timespan(kPatienceSeconds, 0));
  socket_.setNoDelay(true);
}

void RawTcp::send(std::string_view text) {
  while (!text.empty()) {
    const int count = socket_.sendBytes(text.data(), static_cast<int>(text.size()));
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

void RawTcp::request(const std::string& method, const std::string& url, const std::string& headers,
                     const std::string& body) {
  const std::string length = body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n";
  send(method + " " + url + " RTSP/1.0\r\nCSeq: " + std::to_string(++cseq_) + "\r\n" + headers + length + "\r\n" +
       body);
}

std::string RawTcp::ask(const std::string& method, const std::string& url, const std::string& headers,
                        const std::string& body) {
  request(method, url, headers, body);
  return reply();
}

bool RawTcp::more() {
  std::array<char, 65536> buffer;
  try {
    const int count = socket_.receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
    if (count <= 0) return false;
    pending_.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
  } catch (const Poco::Exception&) {
    return false;
  }
}

std::string RawTcp::reply() {
  for (;;) {
    while (pending_.size() >= kFrameHeader && pending_[0] == '$') {
      const std::string frame = nextFrame();
      if (frame.empty()) return {};
      frames_.push_back(frame);
    }
    const std::size_t end = pending_.find("\r\n\r\n");
    if (end != std::string::npos && pending_[0] != '$') {
      const std::string head = pending_.substr(0, end + 4);
      const std::size_t body = parseNumber<std::size_t>(headerOf(head, "Content-Length")).value_or(0);
      while (pending_.size() < head.size() + body && more()) {
      }
      const std::string whole = pending_.substr(0, head.size() + body);
      pending_.erase(0, whole.size());
      return whole;
    }
    if (!more()) return {};
  }
}

std::string RawTcp::nextFrame() {
  if (!frames_.empty() && (pending_.empty() || pending_[0] != '$')) {
    const std::string frame = frames_.front();
    frames_.erase(frames_.begin());
    return frame;
  }
  while (pending_.size() < kFrameHeader)
    if (!more()) return {};
  const std::size_t size =
      kFrameHeader + (static_cast<std::uint8_t>(pending_[2]) << 8U | static_cast<std::uint8_t>(pending_[3]));
  while (pending_.size() < size)
    if (!more()) return {};
  const std::string frame = pending_.substr(0, size);
  pending_.erase(0, size);
  return frame;
}

std::string RawTcp::some() {
  if (pending_.empty()) more();
  return std::exchange(pending_, {});
}

std::string RawTcp::rest() {
  while (more()) {
  }
  return std::exchange(pending_, {});
}

std::string RawTcp::during(int time) {
  socket_.setReceiveTimeout(milliseconds(time));
  while (more()) {
  }
  socket_.setReceiveTimeout(Poco::Timespan(kPatienceSeconds, 0));
  return std::exchange(pending_, {});
}

RawUdp::RawUdp() {
  bindPair(rtp_, rtcp_);
  rtp_.setReceiveBufferSize(4 << 20);
}

std::string RawUdp::transport(const std::string& more) const {
  return "Transport: RTP/AVP;unicast;client_port=" + std::to_string(port()) + "-" + std::to_string(rtcpPort()) + more +
         "\r\n";
}

void RawUdp::sendRtcp(Bytes compound, std::uint16_t toPort) {
  rtcp_.sendTo(compound.data(), static_cast<int>(compound.size()), Poco::Net::SocketAddress("127.0.0.1", toPort));
}

void RawUdp::sendRtp(Bytes packet, std::uint16_t toPort) {
  rtp_.sendTo(packet.data(), static_cast<int>(packet.size()), Poco::Net::SocketAddress("127.0.0.1", toPort));
}

std::optional<ByteBuffer> RawUdp::receive(Poco::Net::DatagramSocket& socket, int time) {
  socket.setReceiveTimeout(milliseconds(time));
  ByteBuffer buffer(65536);
  for (;;) {
    try {
      const int count = socket.receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
      buffer.resize(static_cast<std::size_t>(count));
      return buffer;
    } catch (const Poco::Net::ConnectionRefusedException&) {  // about something that was sent
    } catch (const Poco::Exception&) {
      return std::nullopt;
    }
  }
}

int statusOf(const std::string& reply) {
  const auto words = split(std::string_view(reply).substr(0, reply.find('\r')), ' ');
  return words.size() < 2 ? 0 : parseNumber<int>(words[1]).value_or(0);
}

std::string headerOf(const std::string& reply, const std::string& name) {
  const std::string head = reply.substr(0, reply.find("\r\n\r\n"));
  for (const std::string_view line : split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && equalsIgnoreCase(trim(line.substr(0, colon)), name))
      return std::string(trim(line.substr(colon + 1)));
  }
  return {};
}

std::string bodyOf(const std::string& reply) {
  const std::size_t end = reply.find("\r\n\r\n");
  return end == std::string::npos ? "" : reply.substr(end + 4);
}

}  // namespace zoetrope::test
