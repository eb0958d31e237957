// SPDX-License-Identifier: MIT
// The course dialect's words: the form that every lab server takes; replies matched by their order.
// Spec: the networking lab's handout.
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/rtsp/course_reply_reader.h"
#include "rtsp_client/target.h"
#include "rtsp_client/wire.h"

#include <set>
#include <string>

namespace zoetrope::client {

class WireCourse final : public WireDialect {
 public:
  explicit WireCourse(const Target& target) : file_(target.video) {}

  void onConnection() override;
  void setPorts(std::uint16_t rtp, std::uint16_t) override { rtpPort_ = rtp; }
  std::string write(const Ask& ask) override;
  void feed(Bytes bytes, TimePoint now) override { reader_.feed(bytes, now); }
  std::optional<WireEvent> next(TimePoint now) override;
  std::optional<TimePoint> deadline() const override { return reader_.deadline(); }
  const MovieFacts& movie() const override { return movie_; }
  const MediaPath& path() const override { return path_; }
  const PlayFacts& lastPlay() const override { return play_; }

 private:
  WireEvent take(const rtsp::CourseReply& reply);

  // Given.
  std::string file_;
  // Owned.
  rtsp::CourseReplyReader reader_;
  MovieFacts movie_{.otherStreams = {}, .info = {}};
  MediaPath path_;
  PlayFacts play_;
  // State.
  std::uint16_t rtpPort_ = 0;
  int cseq_ = 0;
  std::string session_ = "0";
  bool setupOut_ = false;
  // A request is out whose reply has not come.
  bool waiting_ = false;
  // Requests that were given up: some servers answer late.
  std::set<std::string> givenUp_;
};

}  // namespace zoetrope::client
