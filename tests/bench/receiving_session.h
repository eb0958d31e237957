// SPDX-License-Identifier: MIT
// One session of a bench: asks for a movie, counts what comes and when, and decodes nothing.
// Spec: RFC 3550, section 5.1. A frame is what has one timestamp; it is whole when no number is missing up to its
// marker (RFC 2435), or one datagram (course dialect). Thread: one at a time. Owns: its sockets. Fails: by exception,
// when the server does not answer as it should.
#pragma once

#include "libstream/base/time.h"
#include "libstream/net/batch_receiver.h"
#include "libstream/net/udp_socket.h"
#include "tests/support/raw_client.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::bench {

enum class Dialect { Standard, Course };

struct Account {
  std::uint64_t bytes = 0;  // of UDP payload
  std::uint64_t packets = 0;
  std::uint64_t messages = 0;  // that the kernel delivered them in
  std::uint64_t frames = 0;    // whole ones
  std::uint64_t broken = 0;
  // Of each whole frame: how much later it came than the one that was earliest by its timestamp.
  std::vector<Duration> lateness;
};

class ReceivingSession {
 public:
  struct Target {
    std::string host;
    std::uint16_t port = 0;
    std::string movie;
  };
  ReceivingSession(const Target& target, Dialect dialect, int receiveBufferBytes);

  // SETUP in two steps, so that many sessions wait for their replies at the same time.
  void askForSetup();
  void readSetup();
  void play();

  net::Handle handle() const { return rtp_.rtp.handle(); }
  void onDatagrams(std::span<const net::InDatagram> datagrams, TimePoint now);
  Account account() const;

 private:
  std::string url() const;
  std::string trackUrl(const std::string& description) const;
  void onPacket(Bytes packet, TimePoint now);
  void onWholeFrame(std::uint32_t timestamp, TimePoint now);

  // Given.
  const Target target_;
  const Dialect dialect_;
  // Owned.
  test::RawTcp connection_;
  net::UdpPair rtp_;
  // State.
  std::string track_;
  std::string id_;
  Account account_;
  std::optional<std::uint16_t> lastSequence_;
  std::optional<std::uint32_t> firstTimestamp_;
  bool broken_ = false;
  // Arrival less media time.
  std::vector<TimePoint> starts_;
};

}  // namespace zoetrope::bench
