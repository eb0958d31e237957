// SPDX-License-Identifier: MIT
// What the sender says of its sending (rtcp/sender_state.h) among the counters. Its count of the frames that it left
// out wins over what the gaps in its times tell; sessions add up, as everything that is counted does.
// Thread: one at a time.
#pragma once

#include "libstream/playback/counters.h"
#include "libstream/rtcp/sender_state.h"

#include <cstdint>
#include <optional>

namespace zoetrope::playback {

class SenderWord {
 public:
  // Another session. `leftOutByTimes`: frames left out by their times, in all sessions so far.
  void restart(std::uint64_t leftOutByTimes);
  void take(const rtcp::SenderState& state);
  // `counters` has what the times tell. What was said last stays when the session is over.
  void report(Counters& counters) const;

 private:
  std::uint64_t leftOut(std::uint64_t byTimes) const;

  // State.
  std::optional<rtcp::SenderState> last_;
  // In this session, by the sender's word; a word that was overtaken takes nothing back.
  std::uint64_t leftOutSaid_ = 0;
  // When this session began: what was counted, and what the times had told.
  std::uint64_t leftOutBefore_ = 0;
  std::uint64_t byTimesBefore_ = 0;
};

}  // namespace zoetrope::playback
