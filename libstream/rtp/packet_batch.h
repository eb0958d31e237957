// SPDX-License-Identifier: MIT
// The packets of one frame, ready to be sent: headers in one arena, payloads as slices of memory that a shared owner
// keeps alive (a mapped movie, a transcoded frame). Nothing of the picture is copied.
// Thread: one at a time; a finished batch may be read from any thread.
// Owns: the headers. Borrows: the payloads, alive through owner().
#pragma once

#include "libstream/base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace zoetrope::rtp {

class PacketBatch {
 public:
  PacketBatch() = default;
  // `owner` keeps alive what the payload slices point into.
  explicit PacketBatch(std::shared_ptr<const void> owner) : owner_(std::move(owner)) {}

  // Starts a packet: append its header bytes to the returned buffer, then endPacket. The reference is good until the
  // next call of a member function.
  ByteBuffer& beginPacket();
  void endPacket(Bytes payload);
  // Both at once.
  void add(Bytes header, Bytes payload);
  void reserve(std::size_t packets, std::size_t headerBytesEach);
  // Forgets packets and owner, keeps the memory.
  void clear();
  void setOwner(std::shared_ptr<const void> owner) { owner_ = std::move(owner); }

  std::size_t size() const { return packets_.size(); }
  bool empty() const { return packets_.empty(); }
  // The two pieces of a packet, for gather I/O. Good until the batch is changed.
  Bytes header(std::size_t index) const;
  Bytes payload(std::size_t index) const { return packets_[index].payload; }
  std::size_t packetSize(std::size_t index) const;
  // Sum of all packet sizes, headers included.
  std::size_t totalBytes() const { return headers_.size() + payloadBytes_; }
  // Payload octets as RFC 3550 counts them in sender reports: everything behind RTP header and extension. Counted by
  // the caller's `rtpHeaderBytes`, the size of that part in each packet.
  std::size_t payloadOctets(std::size_t rtpHeaderBytes) const { return totalBytes() - size() * rtpHeaderBytes; }
  // The packet as one piece: tests, and senders without gather I/O.
  ByteBuffer join(std::size_t index) const;

  const std::shared_ptr<const void>& owner() const { return owner_; }

 private:
  struct Packet {
    std::size_t headerOffset;
    std::size_t headerSize;
    Bytes payload;
  };

  // Owned.
  ByteBuffer headers_;
  std::vector<Packet> packets_;
  std::shared_ptr<const void> owner_;
  // State.
  std::size_t headerStart_ = 0;
  std::size_t payloadBytes_ = 0;
};

}  // namespace zoetrope::rtp
