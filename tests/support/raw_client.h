// SPDX-License-Identifier: MIT
// Raw sockets for tests of wire behaviour: what is sent is what the test wrote, what came is what it reads. Blocking,
// with a patience that only a broken server uses up.
#pragma once

#include "libstream/base/bytes.h"

#include <Poco/Net/DatagramSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zoetrope::test {

class RawTcp {
 public:
  explicit RawTcp(std::uint16_t port, const std::string& host = "127.0.0.1");

  void send(std::string_view text);
  // An RTSP request with CSeq counted up; `headers` are whole lines with their CRLF.
  void request(const std::string& method, const std::string& url, const std::string& headers = "",
               const std::string& body = "");
  // request() and the reply to it.
  std::string ask(const std::string& method, const std::string& url, const std::string& headers = "",
                  const std::string& body = "");
  // Up to the blank line and the body behind it; interleaved frames before it are kept for nextFrame(). Empty when
  // the connection was closed first.
  std::string reply();
  // Whatever one read gives; empty at the end of the connection.
  std::string some();
  // Everything until the other side closes.
  std::string rest();
  // The next interleaved frame, header included. Empty at the end of the connection.
  std::string nextFrame();
  // All interleaved frames that reply() has met on its way.
  std::vector<std::string> takeFrames() { return std::exchange(frames_, {}); }
  std::string lastCseq() const { return std::to_string(cseq_); }
  // Everything that comes within the time.
  std::string during(int milliseconds);
  void setReceiveBuffer(int bytes) { socket_.setReceiveBufferSize(bytes); }
  void close() { socket_.close(); }
  std::string localHost() const { return socket_.address().host().toString(); }

 private:
  bool more();

  Poco::Net::StreamSocket socket_;
  std::string pending_;
  std::vector<std::string> frames_;
  int cseq_ = 0;
};

// A pair of ports that receives, even and odd.
class RawUdp {
 public:
  RawUdp();

  std::uint16_t port() const { return rtp_.address().port(); }
  std::uint16_t rtcpPort() const { return rtcp_.address().port(); }
  std::string transport(const std::string& more = "") const;
  // The next datagram; nothing when none comes in time.
  std::optional<ByteBuffer> rtp(int milliseconds = 20'000) { return receive(rtp_, milliseconds); }
  std::optional<ByteBuffer> rtcp(int milliseconds = 20'000) { return receive(rtcp_, milliseconds); }
  void sendRtcp(Bytes compound, std::uint16_t toPort);
  void sendRtp(Bytes packet, std::uint16_t toPort);

 private:
  static std::optional<ByteBuffer> receive(Poco::Net::DatagramSocket& socket, int milliseconds);

  Poco::Net::DatagramSocket rtp_;
  Poco::Net::DatagramSocket rtcp_;
};

int statusOf(const std::string& reply);
// The value of a header of a reply, or empty.
std::string headerOf(const std::string& reply, const std::string& name);
std::string bodyOf(const std::string& reply);

}  // namespace zoetrope::test
