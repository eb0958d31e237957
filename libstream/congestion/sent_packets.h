// SPDX-License-Identifier: MIT
// What was sent and when, of a few streams, until the receiver has said what became of it.
// Thread: one at a time; time is an argument.
// Limits: kMaxStreams streams, kMaxPackets packets of each; a packet that two reports say is missing is lost.
#pragma once

#include "libstream/base/serial.h"
#include "libstream/base/time.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace zoetrope::congestion {

// What a report says of one packet.
struct Arrival {
  bool received = false;
  std::optional<Duration> at;  // on the receiver's clock, whatever that counts from
};

// What became of a packet, told once.
struct PacketFate {
  TimePoint sent{};
  std::size_t bytes = 0;  // on the wire
  bool lost = false;
  std::optional<Duration> arrival;  // on the receiver's clock; never of a lost one
};

class SentPackets {
 public:
  static constexpr std::size_t kMaxStreams = 4;
  static constexpr std::size_t kMaxPackets = 30000;
  static constexpr int kMissesOfLost = 2;

  // Packets of a stream in the order of their numbers.
  void onSent(std::uint32_t ssrc, std::uint16_t sequence, std::size_t bytes, TimePoint now);
  // The packets from `begin` on. Appends what is news to `fates`.
  void onReport(std::uint32_t ssrc, std::uint16_t begin, std::span<const Arrival> arrivals,
                std::vector<PacketFate>& fates);

 private:
  struct Packet {
    TimePoint sent;
    std::uint32_t bytes;
    int misses;
    bool settled;
  };
  struct Stream {
    std::uint32_t ssrc = 0;
    SequenceExtender extender = {};
    std::int64_t begin = 0;
    std::deque<Packet> packets = {};
  };

  Stream* find(std::uint32_t ssrc);

  std::vector<Stream> streams_;
};

}  // namespace zoetrope::congestion
