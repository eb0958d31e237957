// SPDX-License-Identifier: MIT
#include "tests/rtsp_client/fake_movies.h"

#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/rfc2435_packetizer.h"
#include "libstream/rtcp/packet.h"
#include "libstream/rtp/packet.h"
#include "libstream/rtsp/auth.h"
#include "libstream/rtsp/range_header.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zoetrope::client::test {
namespace {

constexpr std::size_t kMaxPayload = 1000;
constexpr std::uint32_t kStep = 90000 / StandardMovie::kFps;

ByteBuffer rtpPacket(const rtp::RtpHeader& header, Bytes first, Bytes second = {}) {
  ByteBuffer packet;
  rtp::writeRtpHeader(packet, header);
  append(packet, first);
  append(packet, second);
  return packet;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  if (const std::size_t at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
  return text;
}

}  // namespace

void CourseMovie::operator()(FakeRtspServer& server, const FakeRtspServer::Request& request) {
  if (silent.contains(request.method)) return;
  if (request.method == "SETUP") next_ = 0;
  server.say(replaced(replyForm, "{cseq}", request.cseq));
  if (request.method == "PLAY" && sendsFrames) sendFrames(server);
}

void CourseMovie::sendFrames(FakeRtspServer& server) {
  const int end = framesPerPlay == 0 ? static_cast<int>(jpegs_.size())
                                     : std::min(static_cast<int>(jpegs_.size()), next_ + framesPerPlay);
  for (; next_ < end; ++next_) {
    const rtp::RtpHeader header{.payloadType = 26,
                                .sequence = static_cast<std::uint16_t>(next_ + 1),
                                .timestamp = static_cast<std::uint32_t>(next_) * 50,
                                .ssrc = 0};
    const ByteBuffer packet = rtpPacket(header, jpegs_[static_cast<std::size_t>(next_)]);
    server.sendRtp(packet);
    if (garbage) server.sendAsStranger(packet);
    if (garbage) server.sendAsStranger(asBytes("no RTP at all"));
  }
}

void StandardMovie::operator()(FakeRtspServer& server, const FakeRtspServer::Request& original) {
  if (silent.contains(original.method)) return;
  FakeRtspServer::Request request = original;
  request.cseq = std::to_string(std::stoi(request.cseq) + cseqOffset);
  if (!authorized(server, request)) return;
  if (refused.contains(request.method)) {
    server.say("RTSP/1.0 " + std::to_string(refusal) + " No\r\nCSeq: " + request.cseq + "\r\n\r\n");
  } else if (request.method == "OPTIONS") {
    server.ok(request, "Public: " + publicMethods + "\r\n");
  } else if (request.method == "DESCRIBE") {
    describe(server, request);
  } else if (request.method == "SETUP") {
    setUp(server, request);
  } else if (request.method == "PLAY") {
    play(server, request);
  } else {
    server.ok(request);
  }
}

bool StandardMovie::authorized(FakeRtspServer& server, const FakeRtspServer::Request& request) const {
  if (user.empty()) return true;
  const std::string given = request.header("Authorization");
  if (given.find("Digest username=\"" + user + "\"") != std::string::npos &&
      given.find("response=\"") != std::string::npos)
    return true;
  server.say("RTSP/1.0 401 Unauthorized\r\nCSeq: " + request.cseq +
             "\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n0\"\r\n\r\n");
  return false;
}

void StandardMovie::describe(FakeRtspServer& server, const FakeRtspServer::Request& request) const {
  const double seconds = static_cast<double>(jpegs_.size()) / kFps;
  std::string sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=fake\r\nt=0 0\r\na=control:*\r\n";
  sdp += live ? "a=range:npt=now-\r\n" : "a=range:npt=0-" + rtsp::formatSeconds(seconds) + "\r\n";
  sdp += hasJpeg ? "m=video 0 RTP/AVP 26\r\na=framerate:" + std::to_string(kFps) + "\r\na=control:track1\r\n"
                 : "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n";
  server.ok(request, "Content-Type: application/sdp\r\n", sdp);
}

void StandardMovie::setUp(FakeRtspServer& server, const FakeRtspServer::Request& request) const {
  const_cast<StandardMovie*>(this)->tcp_ = request.text.find("RTP/AVP/TCP") != std::string::npos;
  std::string headers = session ? "Session: abc;timeout=" + std::to_string(sessionTimeout) + "\r\n" : "";
  headers += "Transport: " + request.header("Transport");
  if (!tcp_) headers += ";server_port=" + server.serverPorts();
  if (newSourceAfterBye) headers += ";ssrc=00000007";
  server.ok(request, headers + "\r\n");
}

void StandardMovie::play(FakeRtspServer& server, const FakeRtspServer::Request& request) {
  int end = static_cast<int>(jpegs_.size());
  const auto range = rtsp::parseRange(request.header("Range"));
  if (range && range->npt.from) position_ = static_cast<int>(std::lround(*range->npt.from * kFps));
  const double seconds = static_cast<double>(jpegs_.size()) / kFps;
  const bool fill = range && range->npt.to && *range->npt.to < seconds;
  if (fill) end = std::min(end, static_cast<int>(std::ceil(*range->npt.to * kFps)));
  const std::string headers = "Range: npt=" + rtsp::formatSeconds(static_cast<double>(position_) / kFps) +
                              "-\r\nRTP-Info: url=track1;seq=" + std::to_string(sequence_) +
                              ";rtptime=" + std::to_string(timestamp_) + "\r\n";
  if (std::exchange(saidBye_, false) && newSourceAfterBye) ++ssrc_;
  const bool sends = (udpWorks || tcp_) && (fill || !onlyFills);
  if (sends && replyComesLast) sendRange(server, end);
  server.ok(request, headers);
  if (sends && !replyComesLast) sendRange(server, end);
}

void StandardMovie::sendRange(FakeRtspServer& server, int end) {
  for (; position_ < end; ++position_) sendFrame(server, position_);
  if (state) sendStates(server);
  if (position_ == static_cast<int>(jpegs_.size()) && bye) sendBye(server);
}

void StandardMovie::sendFrame(FakeRtspServer& server, int index) {
  const ByteBuffer& jpeg = jpegs_[static_cast<std::size_t>(index)];
  const auto info = jpeg::parseFrameInfo(jpeg);
  ByteBuffer headers;
  const Bytes scan = Bytes(jpeg).subspan(info->scanOffset, info->scanEnd - info->scanOffset);
  for (const auto& fragment : jpeg::packetizeRfc2435(*info, scan.size(), kMaxPayload, headers)) {
    const rtp::RtpHeader header{
        .marker = fragment.last, .payloadType = 26, .sequence = sequence_++, .timestamp = timestamp_, .ssrc = ssrc_};
    const ByteBuffer packet = rtpPacket(header, Bytes(headers).subspan(fragment.headerOffset, fragment.headerSize),
                                        scan.subspan(fragment.scanOffset, fragment.scanSize));
    server.sendRtp(packet);
    if (garbage) server.sendAsStranger(packet);
    if (garbage) server.sendRtp(asBytes("no RTP at all"));
    if (garbage) server.sendRtcp(asBytes("no RTCP at all"));
  }
  timestamp_ += kStep;
}

void StandardMovie::sendStates(FakeRtspServer& server) const {
  ByteBuffer packet = rtcp::receiverCompound({.ssrc = ssrc_, .blocks = {}}, "fake");
  rtcp::SenderState said = *state;
  said.ssrc = ssrc_;
  rtcp::serialize(packet, said);
  rtcp::serialize(packet, rtcp::SenderState{.ssrc = ssrc_ + 1, .rungs = 99});
  server.sendRtcp(packet);
}

void StandardMovie::sendBye(FakeRtspServer& server) {
  saidBye_ = true;
  ByteBuffer packet = rtcp::receiverCompound({.ssrc = ssrc_, .blocks = {}}, "fake");
  rtcp::appendBye(packet, ssrc_);
  server.sendRtcp(packet);
}

}  // namespace zoetrope::client::test
