// SPDX-License-Identifier: MIT
// The packets that were sent last, to be sent again when they are asked for. Nothing is copied: it keeps the batches.
// Thread: one at a time; time is an argument.
// Owns: shares of the batches, and through them of the memory that the packets point into.
// Limits: Limits; the oldest packets go first. Sequence numbers are 16 bits, so packets must stay well below half of
// their number.
#pragma once

#include "libstream/base/time.h"
#include "libstream/rtp/packet_batch.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

namespace zoetrope::rtp {

class SentHistory {
 public:
  using BatchPtr = std::shared_ptr<const PacketBatch>;

  struct Limits {
    std::size_t packets = 30000;
    std::size_t bytes = std::size_t{256} << 20;
    Duration age = std::chrono::seconds(5);
  };
  struct Packet {
    BatchPtr batch;
    std::size_t index = 0;
  };

  SentHistory() : SentHistory(Limits{}) {}
  explicit SentHistory(Limits limits) : limits_(limits) {}

  // A frame's packets are about to be sent; the first has number `firstSequence`, and each frame goes on from the one
  // before (else what is held is forgotten).
  void add(BatchPtr batch, std::uint16_t firstSequence, TimePoint now);
  // Nothing when it is not held (any more).
  std::optional<Packet> find(std::uint16_t sequence, TimePoint now) const;
  // Forgets what has become too old.
  void prune(TimePoint now);
  void clear();

  std::size_t packets() const { return packets_; }
  std::size_t bytes() const { return bytes_; }

 private:
  struct Frame {
    BatchPtr batch;
    std::int64_t first;  // extended sequence number
    TimePoint at;
  };
  void dropOldest();

  // Given.
  Limits limits_;
  // Owned.
  std::deque<Frame> frames_;
  // State.
  std::int64_t next_ = 0;  // extended number behind the newest
  std::size_t packets_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace zoetrope::rtp
