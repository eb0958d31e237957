// SPDX-License-Identifier: MIT
// Scripts for FakeRtspServer: servers that behave, with a switch for each way of not behaving.
#pragma once

#include "libstream/rtcp/sender_state.h"
#include "tests/support/fake_rtsp_server.h"
#include "tests/support/movie_builder.h"

#include <optional>
#include <set>
#include <string>

namespace zoetrope::client::test {

using zoetrope::test::FakeRtspServer;

// The course dialect: a frame a datagram, all at once after PLAY.
class CourseMovie {
 public:
  explicit CourseMovie(int frames) : jpegs_(zoetrope::test::smallPictures(frames)) {}

  void operator()(FakeRtspServer& server, const FakeRtspServer::Request& request);
  const zoetrope::test::Jpegs& jpegs() const { return jpegs_; }

  // Methods that are never answered.
  std::set<std::string> silent;
  // "{cseq}" is the request's number.
  std::string replyForm = "RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\nSession: 123456\r\n";
  // Frames per PLAY; 0: all that are left.
  int framesPerPlay = 0;
  bool sendsFrames = true;
  bool garbage = false;

 private:
  void sendFrames(FakeRtspServer& server);

  zoetrope::test::Jpegs jpegs_;
  int next_ = 0;
};

// The standard dialect: RFC 2435, 50 frames a second, what the range asks for all at once.
class StandardMovie {
 public:
  static constexpr int kFps = 50;

  explicit StandardMovie(int frames) : jpegs_(zoetrope::test::smallPictures(frames)) {}

  void operator()(FakeRtspServer& server, const FakeRtspServer::Request& request);

  std::set<std::string> silent;
  // Methods that get this status instead.
  std::set<std::string> refused;
  int refusal = 457;
  std::string publicMethods = "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER";
  bool live = false;
  bool bye = true;
  bool udpWorks = true;
  bool session = true;
  bool hasJpeg = true;
  // Only range fills (PLAY with an end) are answered with frames.
  bool onlyFills = false;
  bool garbage = false;
  // SETUP names the source; each PLAY behind a BYE has another one.
  bool newSourceAfterBye = false;
  // Frames and BYE are out before the reply to PLAY is.
  bool replyComesLast = false;
  int cseqOffset = 0;
  // Said behind the frames of each range, of the stream's source and then, another one, of a stranger's.
  std::optional<rtcp::SenderState> state;
  // Not empty: asks for these by Digest first.
  std::string user;
  std::string password;
  int sessionTimeout = 60;

 private:
  bool authorized(FakeRtspServer& server, const FakeRtspServer::Request& request) const;
  void describe(FakeRtspServer& server, const FakeRtspServer::Request& request) const;
  void setUp(FakeRtspServer& server, const FakeRtspServer::Request& request) const;
  void play(FakeRtspServer& server, const FakeRtspServer::Request& request);
  void sendFrame(FakeRtspServer& server, int index);
  void sendRange(FakeRtspServer& server, int end);
  void sendStates(FakeRtspServer& server) const;
  void sendBye(FakeRtspServer& server);

  zoetrope::test::Jpegs jpegs_;
  std::uint16_t sequence_ = 65500;
  std::uint32_t timestamp_ = 4294960000U;
  std::uint32_t ssrc_ = 7;
  bool saidBye_ = false;
  int position_ = 0;
  bool tcp_ = false;
};

}  // namespace zoetrope::client::test
