// SPDX-License-Identifier: MIT
// The standard dialect's words: RTSP 1.0 with SDP, authentication and this project's additions.
// Spec: RFC 2326; RFC 4566; RFC 2617.
// Thread: one at a time; time is an argument.
// Borrows: the random source.
#pragma once

#include "libstream/base/random.h"
#include "libstream/base/result.h"
#include "libstream/rtsp/auth.h"
#include "libstream/rtsp/reply_reader.h"
#include "rtsp_client/target.h"
#include "rtsp_client/wire.h"

#include <string>

namespace zoetrope::client {

class WireStandard final : public WireDialect {
 public:
  WireStandard(const Target& target, Random& random);

  void onConnection() override;
  void setPorts(std::uint16_t rtp, std::uint16_t rtcp) override;
  std::string write(const Ask& ask) override;
  void feed(Bytes bytes, TimePoint) override { reader_.feed(bytes); }
  std::optional<WireEvent> next(TimePoint now) override;
  const MovieFacts& movie() const override { return movie_; }
  const MediaPath& path() const override { return path_; }
  const PlayFacts& lastPlay() const override { return play_; }

 private:
  struct Outstanding {
    Ask ask;
    int cseq = 0;
    // Sent again with the password.
    int repeats = 0;
  };

  rtsp::Request requestFor(const Ask& ask);
  void addTransport(const Ask& ask, rtsp::HeaderList& headers) const;
  void addRange(const Ask& ask, rtsp::HeaderList& headers) const;
  std::string send(rtsp::Request request);
  std::string methodOf(Verb verb) const;

  WireEvent take(const rtsp::Reply& reply);
  WireEvent answer(const rtsp::Request& request) const;
  // What each reply teaches; an error is one that cannot be used.
  Result<void> learn(const Ask& ask, const rtsp::Reply& reply);
  void learnOptions(const rtsp::Reply& reply);
  Result<void> learnDescription(const rtsp::Reply& reply);
  Result<void> learnSetup(const Ask& ask, const rtsp::Reply& reply);
  void learnPlay(const rtsp::Reply& reply);

  // Given (random not owned).
  Target target_;
  Random& random_;
  // Owned.
  rtsp::ReplyReader reader_;
  rtsp::Authenticator authenticator_;
  MovieFacts movie_{.otherStreams = {}, .info = {}};
  MediaPath path_;
  PlayFacts play_;
  // State.
  int cseq_ = 0;
  std::optional<Outstanding> outstanding_;
  std::string session_;
  // The movie as a whole, and its one stream.
  std::string aggregateUrl_;
  std::string streamUrl_;
  std::uint16_t rtpPort_ = 0;
  std::uint16_t rtcpPort_ = 0;
  bool keepAliveByGetParameter_ = true;
  // Of retransmissions, when the description offers them together with NACK.
  std::optional<std::uint8_t> rtxOffered_;
  bool arrivalsOffered_ = false;
};

}  // namespace zoetrope::client
