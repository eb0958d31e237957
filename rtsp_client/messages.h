// SPDX-License-Identifier: MIT
// The sentences that the player says: what happened, why if known, what to do.
// Thread: pure functions.
#pragma once

#include "rtsp_client/session_types.h"
#include "rtsp_client/target.h"

#include <cstdint>
#include <string>

namespace zoetrope::client::messages {

Message connected(const Target& target, bool tcp);
Message noServer(const Target& target, const LinkFailure& failure);
Message connectionLost(const Target& target, const std::string& why);
Message setupRefused(const Target& target, const ReplyFacts& reply);
Message portUnavailable(const Target& target, const std::string& why);
Message noJpeg(const Target& target, const std::string& otherStreams);
Message setupUnanswered(const Target& target);
Message requestRefused(const Target& target, Verb verb, const ReplyFacts& reply);
Message playUnanswered(const Target& target);
Message requestUnanswered(const Target& target, Verb verb);
Message sessionExpired(const Target& target);
Message fillingFailed(const std::string& why);
Message tryingTcp(const std::string& why);
Message nothingCame(const Target& target, bool tcp);
Message unusable(const Target& target);
Message noPicture();
Message streamGone(const Target& target);
Message movieEnded();
// Of `frames` frames of late, `broken` lacked something that could not be got again.
Message tooLossy(std::uint64_t broken, std::uint64_t frames, double lossPercent);
Message socketDrops(std::uint64_t packets, std::uint64_t bufferBytes);

}  // namespace zoetrope::client::messages
