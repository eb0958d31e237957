// SPDX-License-Identifier: MIT
// A dialect's words, without a socket: requests out of what is to be asked, facts out of what came.
// Thread: one at a time; time is an argument.
// Fails: what cannot be read is an Unreadable event, never a guess.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/time.h"
#include "rtsp_client/session_types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace zoetrope::client {

// Where media come from and how, as SETUP's reply said.
struct MediaPath {
  bool tcp = false;
  std::uint8_t rtpChannel = 0;
  std::uint8_t rtcpChannel = 1;
  // 0: not said (the course dialect never does).
  std::uint16_t serverRtpPort = 0;
  std::uint16_t serverRtcpPort = 0;
  // An address other than the server's own, or empty.
  std::string source;
  std::optional<std::uint32_t> ssrc;
  int payloadType = 26;
  // RTP/AVPF was agreed on: lost packets can be asked for and come under this payload type.
  std::optional<std::uint8_t> rtxPayloadType = std::nullopt;
  // And when packets arrived is told (RFC 8888).
  bool arrivalFeedback = false;
  // Of pictures too large for RFC 2435's header; 0: not said.
  int width = 0;
  int height = 0;
};

// What a PLAY reply said about the stream that follows.
struct PlayFacts {
  std::optional<double> from;
  std::optional<std::uint16_t> sequence;
  std::optional<std::uint32_t> rtpTime;
  double speed = 1;
};

// The reply to the outstanding request.
struct ReplyCame {
  ReplyFacts facts;
  std::string text;
};
// The server wants to know who asks: the same request again, with the answer.
struct AskAgain {
  std::string request;
  std::string replyText;
};
// A packet inside the RTSP connection.
struct ChannelData {
  std::uint8_t channel;
  ByteBuffer payload;
};
// The server asked something; this is the answer.
struct AnswerServer {
  std::string requestText;
  std::string reply;
};
// A reply to a request that is not waited for any more.
struct LateReply {
  std::string text;
};
struct Unreadable {
  std::string reason;
  // Nothing that comes after it can be read either.
  bool fatal = false;
};
using WireEvent = std::variant<ReplyCame, AskAgain, ChannelData, AnswerServer, LateReply, Unreadable>;

class WireDialect {
 public:
  virtual ~WireDialect() = default;

  // A new connection: CSeq from 1, no session.
  virtual void onConnection() = 0;
  // Our own ports for SETUP over UDP.
  virtual void setPorts(std::uint16_t rtp, std::uint16_t rtcp) = 0;
  virtual std::string write(const Ask& ask) = 0;
  virtual void feed(Bytes bytes, TimePoint now) = 0;
  // Call until it has nothing more.
  virtual std::optional<WireEvent> next(TimePoint now) = 0;
  virtual std::optional<TimePoint> deadline() const { return std::nullopt; }

  virtual const MovieFacts& movie() const = 0;
  virtual const MediaPath& path() const = 0;
  virtual const PlayFacts& lastPlay() const = 0;
};

}  // namespace zoetrope::client
