// SPDX-License-Identifier: MIT
// The sender's side of RTCP for one session: reports at their times and on demand, goodbye said three times.
// Spec: RFC 3550, sections 6.4.1 (SR), 6.6 (BYE), 6.3 (intervals); RFC 4585 (NACK); RFC 8888
// (congestion control feedback); RFC 5506 (compounds without a report).
// Thread: the session's loop; time comes from the scheduler and the clock given.
#pragma once

#include "libstream/base/random.h"
#include "libstream/net/scheduler.h"
#include "libstream/rtcp/congestion_feedback.h"
#include "libstream/rtcp/interval.h"
#include "libstream/rtcp/sender_state.h"
#include "libstream/rtcp/sending.h"
#include "libstream/rtp/media_clock.h"
#include "rtsp_server/media_out.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::server {

class RtcpSender {
 public:
  struct Parts {
    net::Scheduler& scheduler;
    const Clock& clock;
    Random& random;
    MediaOut& out;
    const rtp::MediaClock& media;
  };
  RtcpSender(const Parts& parts, std::uint32_t ssrc, std::string cname);

  void onSent(std::size_t packets, std::size_t octets) { statistics_.onSent(packets, octets); }
  // What a compound of the receiver said about this source.
  struct Received {
    std::vector<std::uint16_t> nacks;  // what is asked for again
    std::vector<rtcp::CongestionFeedback> feedback;
    std::optional<std::uint8_t> fractionLost;
  };
  // True when it was RTCP that shows the receiver's life.
  bool onReceived(Bytes compound, Received& received);

  // PLAY: reports from now on, and no goodbye any more.
  void start();
  // PAUSE, end of a range: one last report. `last`: the last sequence number, to be said, and said again.
  void stop(std::optional<std::uint16_t> last);
  // The movie's end: report and goodbye, now, at 0.2 and at 1 s.
  void sayGoodbye(std::optional<std::uint16_t> last);
  // The session ends by the server's will: once.
  void sayGoodbyeOnce();

  // What is sent of the movie: said in every report from now on.
  void setState(const rtcp::SenderState& state) { state_ = state; }
  // And now, without a report.
  void sayState();

  // After a goodbye the next PLAY is another source.
  bool saidGoodbye() const { return saidGoodbye_; }
  void setSsrc(std::uint32_t ssrc);
  const rtcp::SenderStatistics& statistics() const { return statistics_; }

 private:
  bool takeOther(const rtcp::Other& packet, Received& received) const;
  void sendReport(bool bye = false);
  void scheduleNext();

  // Given (not owned).
  const Parts parts_;
  // State.
  rtcp::SenderStatistics statistics_;
  rtcp::ReportTimer reportTimer_;
  net::Timer next_;
  net::Timer second_;
  net::Timer third_;
  std::optional<std::uint16_t> lastSent_;
  std::optional<rtcp::SenderState> state_;
  const std::string cname_;
  bool saidGoodbye_ = false;
};

}  // namespace zoetrope::server
