// SPDX-License-Identifier: MIT
// Sessions that never were, for tests of what is said of them.
#pragma once

#include "libstream/report/session_report.h"

#include <chrono>
#include <string>

namespace zoetrope::report::test {

// 2026-11-28 12:34:56.789 UTC
inline WallTime noon() {
  using namespace std::chrono;
  return WallTime(sys_days(year(2026) / 11 / 28)) + hours(12) + minutes(34) + seconds(56) + milliseconds(789);
}

// 300 frames of 300 packets at 5 % loss, all of it recovered, ten seconds.
inline SessionReport lossyReport() {
  SessionReport report;
  report.movie = "hd1080.mjpeg";
  report.server = "127.0.0.1:8554";
  report.address = "rtsp://127.0.0.1:8554/hd1080.mjpeg";
  report.way = "standard dialect over UDP";
  report.recovers = true;
  report.began = noon();
  report.ending = Ending{};
  report.versions = {"zoetrope-client 0.1.0", "Linux"};
  report.commandLine = "zoetrope-client --headless rtsp://127.0.0.1:8554/hd1080.mjpeg";
  playback::Counters& counters = report.counters;
  counters.framesComplete = 300;
  counters.framesShown = 300;
  counters.packetsExpected = 90'000;
  counters.packetsReceived = 90'120;
  counters.packetsMissed = 4'500;
  counters.packetsRecovered = 4'500;
  counters.retransmissions = 4'620;
  counters.retransmissionsNeedless = 20;
  counters.bytesReceived = 126'000'000;
  counters.bytesRetransmitted = 6'400'000;
  counters.bytesOnWire = 128'000'000;
  counters.bytesUseful = 118'000'000;
  counters.receiveBufferBytes = 4'194'304;
  counters.jitterMs = 0.8;
  counters.roundTripMs = 12;
  counters.delayMs = 640;
  counters.firstPictureMs = 52;
  counters.networkLossPercent = 5;
  counters.playedSeconds = 10;
  return report;
}

// The same over a network with room for less: 10 seconds of the whole movie, 10 at 41 and 10 at 22 % of its bytes, the
// last five of them at half the size; 34 frames left out.
inline SessionReport narrowReport() {
  SessionReport report = lossyReport();
  playback::Counters counters;
  report.history.push_back({0, counters});
  for (int second = 1; second <= 30; ++second) {
    const bool whole = second <= 10;
    counters.packetsReceived += 3'000;
    counters.bytesOnWire += whole ? 12'500'000 : 2'250'000;
    counters.bytesUseful += whole ? 12'000'000 : 2'200'000;
    counters.renditionRungs = 12;
    counters.renditionRung = whole ? 0 : second <= 20 ? 4 : 7;
    counters.renditionSharePercent = whole ? 100 : second <= 20 ? 41.2 : 22;
    counters.renditionHalfSize = second > 25 ? 1 : 0;
    counters.limitedByNetwork = whole ? 0 : 1;
    counters.allowedRateBps = whole ? 120e6 : 18.3e6;
    counters.framesSkippedBySender += second == 11 ? 34 : 0;
    report.history.push_back({static_cast<double>(second), counters});
  }
  report.counters.renditionRungs = 12;
  report.counters.framesSkippedBySender = 34;
  return report;
}

// Nobody was there.
inline SessionReport deadReport() {
  SessionReport report = lossyReport();
  report.counters = {};
  report.recovers = false;
  report.ending = Ending{control::ExitCode::CannotConnect, "no connection to 127.0.0.1:8554: connection refused"};
  return report;
}

}  // namespace zoetrope::report::test
