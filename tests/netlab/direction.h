// SPDX-License-Identifier: MIT
// One direction of the laboratory's path: its link, what is on its way, and an account of both.
// Thread: one at a time; time is an argument.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/impair/in_flight.h"
#include "libstream/impair/link.h"
#include "tests/netlab/frame_account.h"

#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <string>

namespace zoetrope::netlab {

class Direction {
 public:
  explicit Direction(const impair::LinkOptions& options) : link_(options) {}

  // Each packet is written there from now on, a line each: "milliseconds since the first picture packet, destination
  // port, kind (first, again, other), bytes, microseconds of waiting or -1 when dropped".
  void logTo(std::FILE* file) { log_ = file; }
  void setRate(double bps) { link_.setRate(bps); }
  // When the first packet of a picture came.
  std::optional<TimePoint> begun() const { return begun_; }
  void onPacket(Bytes ip, TimePoint now);
  impair::InFlight<ByteBuffer>& flight() { return flight_; }
  void onWritten(Duration late, bool taken);

  // One JSON object.
  std::string account() const;

 private:
  void log(Bytes ip, FrameAccount::Kind kind, TimePoint now, std::optional<Duration> waited);

  impair::Link link_;
  impair::InFlight<ByteBuffer> flight_;
  FrameAccount frames_;
  std::map<int, std::uint64_t> runs_;  // how often so many UDP packets were dropped one after the other
  int run_ = 0;
  std::uint64_t udp_ = 0;
  std::uint64_t udpDropped_ = 0;
  std::uint64_t refused_ = 0;
  Duration latest_{};
  std::FILE* log_ = nullptr;
  std::optional<TimePoint> begun_;
};

}  // namespace zoetrope::netlab
