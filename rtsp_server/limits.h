// SPDX-License-Identifier: MIT
// The server's own limits and times, in one place. What a peer may make the parsers hold is in libstream/rtsp/limits.h.
// Thread: constants.
#pragma once

#include "libstream/base/time.h"

#include <cstddef>

namespace zoetrope::server {

using namespace std::chrono_literals;

// Sessions and connections.
inline constexpr std::size_t kDefaultMaxSessions = 1000;
inline constexpr std::size_t kDefaultMaxSessionsPerAddress = 200;
inline constexpr std::size_t kMaxConnections = 4096;
inline constexpr std::size_t kMinConnectionsPerAddress = 128;
inline constexpr Duration kRefusalLogInterval = 10s;
// A connection without a session that says nothing. Long: a player may wait for its user to press SETUP.
inline constexpr Duration kIdleConnection = 10min;
inline constexpr int kAcceptsPerRound = 64;
// No handles left: how long the acceptor leaves the next caller waiting.
inline constexpr Duration kAcceptPause = 100ms;

// Movies that stay open although nobody plays them.
inline constexpr std::size_t kKeptMovies = 16;
// Looking through the folder is slow: a list (for a page, for the nearest name) may be this old.
inline constexpr Duration kListAge = 1s;
// A movie's file is looked at this often while it is sent, for all sessions together: a frame in between may be a
// mixture.
inline constexpr Duration kFileLook = 100ms;
// Frames of a movie whose headers are kept for the next session.
inline constexpr std::size_t kReadyFrames = 512;
// Frames that had to be put right: kept for all sessions up to this, made this many frames ahead of their time.
inline constexpr std::size_t kPictureCacheBytes = std::size_t{256} << 20;
inline constexpr std::size_t kFramesAhead = 6;
// Smaller renditions of frames: kept likewise. One that was not begun after this part of the time until its frame is
// due would come too late, and keep the next from coming in time.
inline constexpr std::size_t kRenditionCacheBytes = std::size_t{256} << 20;
inline constexpr double kRenditionWait = 0.5;
// Frames that a movie's ladder is measured on.
inline constexpr std::size_t kLadderSamples = 4;
// Every connection may ask for a movie at the same time.
inline constexpr std::size_t kHelperQueue = kMaxConnections;
// A helper in the middle of a long job (indexing a big movie) takes up others' jobs this deep.
inline constexpr int kHelperNesting = 3;
// A frame that is being put right is waited for this long, then skipped.
inline constexpr Duration kRemedyPatience = 3s;

// Sending.
// A worker's sessions send together this often at most, where the path is not what limits them: waking up costs as much
// as several trains.
inline constexpr Duration kSendGrain = 5ms;
// A slow TCP reader: a frame that would make its queue longer than this much of the movie is dropped whole.
inline constexpr Duration kTcpQueueTime = 1s;
inline constexpr std::size_t kMinTcpQueueBytes = std::size_t{256} << 10;
inline constexpr std::size_t kMaxTcpQueueBytes = std::size_t{16} << 20;
// The kernel takes nothing: next try.
inline constexpr Duration kSendRetry = 1ms;
// A sender that is later than this goes on from now instead of hurrying after.
inline constexpr Duration kMaxLag = 300ms;
// On their way through a simulated link, per session.
inline constexpr std::size_t kMaxImpairedPackets = 200'000;
inline constexpr double kMaxSpeed = 2.0;
inline constexpr double kMinSpeed = 0.1;
inline constexpr std::size_t kCourseSliceBytes = 1400;
inline constexpr std::size_t kMaxCourseDatagram = 65495;  // with the RTP header the largest UDP payload, 65507

// What a session may send (docs/network.md names these).
// With arrival feedback it begins with this much and doubles; it never falls below the least.
inline constexpr double kStartBps = 4e6;
inline constexpr double kLeastBps = 200e3;
inline constexpr double kMostBps = 100e9;
inline constexpr Duration kRateTick = 50ms;
// What was learned of a path holds for this long while nothing is sent.
inline constexpr Duration kPathForgotten = 5s;
// The first report may take so long; a receiver that is silent for longer than the second gets nothing more until it
// speaks.
inline constexpr Duration kFirstFeedback = 1s;
inline constexpr Duration kSilenceOfReceiver = 3s;
// However much is sent again, new frames get this share.
inline constexpr double kLeastShareOfFrames = 0.3;
inline constexpr Duration kResentWindow = 500ms;
// A slow reader: frames are left out while what waits for it takes longer than this.
inline constexpr Duration kTcpQueueAge = 250ms;
// A frame that was not made small in time may take this many times its time.
inline constexpr double kMostFrameTimes = 2;
// How often a receiver that understands it is told what it gets.
inline constexpr Duration kStateInterval = 500ms;
// Renditions are made this many frames ahead: what is made of a rung that is left is made in vain.
inline constexpr std::size_t kRenditionsAhead = 3;

// What a supervisor is told (docs/control_protocol.md names these): how often, and how many sessions have a line of
// their own each time. A rate over less than the third would be chance.
inline constexpr Duration kReportInterval = 1s;
inline constexpr std::size_t kMaxReportsPerRound = 50;
inline constexpr Duration kLeastMeasured = 500ms;

// Sending again (docs/network.md names these).
// What was sent is kept up to these bounds; the time is the SDP's rtx-time.
inline constexpr std::size_t kHistoryPackets = 30000;
inline constexpr std::size_t kHistoryBytes = std::size_t{256} << 20;
inline constexpr Duration kHistoryTime = 5s;
// A receiver gets back at most this share of what it was sent, on top of a first credit; it saves up to the most.
inline constexpr double kResendShare = 0.5;
inline constexpr std::size_t kFirstCredit = std::size_t{256} << 10;
inline constexpr std::size_t kMostCredit = std::size_t{4} << 20;
inline constexpr Duration kResendAgain = 5ms;
inline constexpr std::size_t kMaxAsked = 4096;
inline constexpr std::size_t kResendTrain = 16;
inline constexpr Duration kResendGap = 1ms;
inline constexpr std::size_t kMaxLookups = 64;
// Of one session, this many datagrams of RTCP are read in this time, give or take one read of kRtcpBatch; what comes
// beyond is left to the system to drop. Those of other addresses are only thrown away.
inline constexpr std::size_t kMaxRtcpPerSlot = 16;
inline constexpr std::size_t kMaxForeignPerSlot = 256;
inline constexpr Duration kRtcpSlot = 10ms;
// The last sequence number of a range is said again, so that the loss of a report does not hide the loss of a tail.
inline constexpr Duration kLastSentRepeat1 = 40ms;
inline constexpr Duration kLastSentRepeat2 = 160ms;

// Ends.
inline constexpr Duration kSessionTimeout = 60s;
// Media over UDP goes on for this long after its TCP connection is gone.
inline constexpr Duration kOrphanTime = 10s;
inline constexpr Duration kByeRepeat1 = 200ms;
inline constexpr Duration kByeRepeat2 = 1s;
// At the end: how long what was said last may take to be read.
inline constexpr Duration kLastWords = 1s;
inline constexpr Duration kCourseReplyDelay = 10ms;

}  // namespace zoetrope::server
