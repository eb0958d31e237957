// SPDX-License-Identifier: MIT
// Sends again what a receiver asks for, out of what was sent last, as a stream of its own.
// Spec: RFC 4585, section 6.2.1 (NACK); RFC 4588 (retransmission, SSRC multiplexing).
// Thread: the session's loop.
// Owns: the history. Borrows: the scheduler and the way out.
// Limits: what one receiver can make it resend is kResendShare of what it was sent plus kFirstCredit, at most
// kMostCredit at once; the same packet not again within kResendAgain of its last resending, nor while it waits;
// kMaxAsked packets wait, in trains of kResendTrain a kResendGap apart, for each of which kMaxLookups are looked at.
// With a rate to keep, trains are as far apart as it says. What is asked for beyond that is dropped and counted. What
// was sent is forgotten after kHistoryTime.
#pragma once

#include "libstream/net/scheduler.h"
#include "libstream/rtp/retransmission.h"
#include "libstream/rtp/sent_history.h"
#include "rtsp_server/media_out.h"
#include "rtsp_server/session_rate.h"

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace zoetrope::server {

class Retransmitter {
 public:
  struct Parts {
    net::Scheduler& scheduler;
    MediaOut& out;
    // Null: nothing limits.
    SessionRate* rate = nullptr;
  };
  struct Counters {
    std::uint64_t asked = 0;
    std::uint64_t resent = 0;
    std::uint64_t notHeld = 0;  // too old, or of no frame yet
    std::uint64_t dropped = 0;  // beyond the bounds, or asked for again too soon
    std::uint64_t bytes = 0;
  };

  // `stream` with the first sequence number.
  Retransmitter(const Parts& parts, const rtp::RtxStream& stream);

  // A frame is about to be sent.
  void onFrame(const BatchPtr& batch);
  // What was sent of it earns what may be resent.
  void onSent(std::size_t bytes);
  void onNack(std::span<const std::uint16_t> sequences);
  // Another source begins: nothing of the one before can be asked for.
  void clear();

  const Counters& counters() const { return counters_; }

 private:
  bool mayWait(std::uint16_t sequence, TimePoint now) const;
  void forgetOld();
  void sendTrain();
  Duration gapBehind(std::size_t bytes) const;

  // Given (not owned).
  const Parts parts_;
  // Owned.
  rtp::SentHistory history_;
  // State.
  rtp::RtxStream stream_;
  net::Timer timer_;
  net::Timer forget_;
  std::deque<std::uint16_t> waiting_;
  // By sequence number, made when the first packet is asked for.
  std::vector<bool> isWaiting_;
  std::vector<TimePoint> lastResent_;
  std::size_t credit_;
  Counters counters_;
};

}  // namespace zoetrope::server
