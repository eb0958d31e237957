// SPDX-License-Identifier: MIT
#include "libstream/rtp/packet_batch.h"

namespace zoetrope::rtp {

ByteBuffer& PacketBatch::beginPacket() {
  headerStart_ = headers_.size();
  return headers_;
}

void PacketBatch::endPacket(Bytes payload) {
  packets_.push_back({headerStart_, headers_.size() - headerStart_, payload});
  payloadBytes_ += payload.size();
  headerStart_ = headers_.size();
}

void PacketBatch::add(Bytes header, Bytes payload) {
  append(beginPacket(), header);
  endPacket(payload);
}

void PacketBatch::reserve(std::size_t packets, std::size_t headerBytesEach) {
  packets_.reserve(packets);
  headers_.reserve(packets * headerBytesEach);
}

void PacketBatch::clear() {
  headers_.clear();
  packets_.clear();
  owner_.reset();
  headerStart_ = 0;
  payloadBytes_ = 0;
}

Bytes PacketBatch::header(std::size_t index) const {
  const Packet& packet = packets_[index];
  return Bytes(headers_).subspan(packet.headerOffset, packet.headerSize);
}

std::size_t PacketBatch::packetSize(std::size_t index) const {
  return packets_[index].headerSize + packets_[index].payload.size();
}

ByteBuffer PacketBatch::join(std::size_t index) const {
  ByteBuffer whole;
  whole.reserve(packetSize(index));
  append(whole, header(index));
  append(whole, payload(index));
  return whole;
}

}  // namespace zoetrope::rtp
