// SPDX-License-Identifier: MIT
// All that a session counts and measures, and the one table that names it for --json, --help, the window and reports.
// Thread: a value.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace zoetrope::playback {

struct Counters {
  std::uint64_t framesComplete = 0;
  std::uint64_t framesIncomplete = 0;
  std::uint64_t framesLost = 0;
  std::uint64_t framesShown = 0;
  std::uint64_t framesLate = 0;
  std::uint64_t framesSkipped = 0;
  std::uint64_t framesDropped = 0;
  std::uint64_t framesDecoded = 0;
  std::uint64_t framesCorrupt = 0;
  std::uint64_t framesSaved = 0;
  std::uint64_t framesSkippedBySender = 0;
  std::uint64_t packetsExpected = 0;
  std::uint64_t packetsReceived = 0;
  std::uint64_t packetsMissed = 0;
  std::uint64_t packetsRecovered = 0;
  std::uint64_t packetsLost = 0;
  std::uint64_t packetsDuplicate = 0;
  std::uint64_t packetsReordered = 0;
  std::uint64_t packetsLate = 0;
  std::uint64_t packetsRejected = 0;
  std::uint64_t packetsDroppedBySocket = 0;
  std::uint64_t packetsAskedFor = 0;
  std::uint64_t retransmissions = 0;
  std::uint64_t retransmissionsNeedless = 0;
  std::uint64_t bytesReceived = 0;
  std::uint64_t bytesRetransmitted = 0;
  std::uint64_t bytesOnWire = 0;
  std::uint64_t bytesUseful = 0;
  std::uint64_t receiveBufferBytes = 0;
  std::uint64_t starvations = 0;
  std::uint64_t cacheFrames = 0;
  std::uint64_t cacheTarget = 0;
  std::uint64_t senderPackets = 0;
  std::uint64_t senderBytes = 0;
  std::uint64_t renditionRung = 0;
  std::uint64_t renditionRungs = 0;
  std::uint64_t renditionHalfSize = 0;
  std::uint64_t limitedByNetwork = 0;
  double cacheMs = 0;
  double delayMs = 0;
  double jitterMs = 0;
  double roundTripMs = 0;
  double frameRate = 0;
  double bitRateBps = 0;
  double usefulBitRateBps = 0;
  double allowedRateBps = 0;
  double renditionSharePercent = 0;
  double overheadPercent = 0;
  double lossPercent = 0;
  double networkLossPercent = 0;
  double firstPictureMs = 0;
  double playedSeconds = 0;
};

// Count: only grows, so that the difference of two values is what happened between them. Measure: what is now.
enum class CounterKind { Count, Measure };

struct CounterField {
  const char* name;  // in --json
  std::variant<std::uint64_t Counters::*, double Counters::*> member;
  const char* unit;  // "" for plain numbers
  const char* help;  // one line
  CounterKind kind = CounterKind::Count;
};

std::span<const CounterField> counterFields();
double counterValue(const CounterField& field, const Counters& counters);
// The value as text, without unit.
std::string counterText(const CounterField& field, const Counters& counters);
// `"name":value,…` of all fields, without braces: a caller may put fields of its own beside them.
std::string counterMembersJson(const Counters& counters);
// One JSON object on one line.
std::string countersJson(const Counters& counters);
// The lines of --help, indented.
std::string countersHelp();

}  // namespace zoetrope::playback
