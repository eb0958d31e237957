// SPDX-License-Identifier: MIT
// Which of a movie's renditions a session sends, frame by frame, given what may be sent: quality goes down and up a
// step at a time, not often; what is too much meanwhile is left out as whole frames; half-size pictures come last.
// Between two steps it goes to and fro by how late the frames are, so that what may be sent is used.
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/time.h"
#include "rtsp_server/frame_source.h"

#include <cstddef>
#include <optional>

namespace zoetrope::server {

class QualityChooser {
 public:
  // Headers of RTP, UDP and IP on top of a frame's bytes.
  static constexpr double kOverhead = 1.04;
  // With so many of the frames of the smallest whole picture there is no half-size one yet; and what it takes to leave
  // it again.
  static constexpr double kLeastFrames = 0.6;
  static constexpr double kEnoughFrames = 0.75;
  // A step up may be this much too large: the step down follows when frames become late.
  static constexpr double kMayExceed = 1.15;
  static constexpr Duration kBetweenStepsUp = std::chrono::milliseconds(250);
  static constexpr Duration kBetweenStepsDown = std::chrono::milliseconds(150);

  struct Choice {
    std::size_t rung = 0;
    bool leaveOut = false;
  };

  QualityChooser(double averageFrameBytes, double framesPerSecond)
      : averageBytes_(averageFrameBytes), fps_(framesPerSecond) {}

  // For the frame that is due, `late` by so much. No `allowedBps`: no limit.
  Choice choose(const Ladder& ladder, std::optional<double> allowedBps, Duration late, TimePoint now);
  // A frame went out: frames of one rung differ in size.
  void onFrame(const Ladder& ladder, std::size_t rung, std::size_t bytes);

  std::size_t rung() const { return rung_; }
  // The path, not the movie, decides.
  bool limited() const { return limited_; }
  // What the frames of a rung come to on the wire.
  double bpsOf(const Ladder& ladder, std::size_t rung) const;

 private:
  std::size_t fit(const Ladder& ladder, double allowedBps) const;
  void step(const Ladder& ladder, double allowedBps, Duration late, TimePoint now);
  Duration interval() const { return fromSeconds(1 / fps_); }

  // Given.
  const double averageBytes_;
  const double fps_;
  // State.
  std::size_t rung_ = 0;
  bool limited_ = false;
  // The last frames' sizes against what the ladder says.
  double sizeRatio_ = 1;
  TimePoint changed_{};
};

}  // namespace zoetrope::server
