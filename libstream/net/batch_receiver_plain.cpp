// SPDX-License-Identifier: MIT
// The portable way: one system call a datagram.
#include "libstream/net/batch_receiver.h"
#include "libstream/net/socket_calls.h"

#include <cerrno>
#include <vector>

namespace zoetrope::net {

namespace {

class PlainReceiver final : public BatchReceiver {
 public:
  explicit PlainReceiver(Size size) : size_(size), buffer_(size.messages * size.messageBytes) {
    found_.reserve(size.messages);
  }

  std::span<const InDatagram> receive(Handle handle) override {
    found_.clear();
    while (found_.size() < size_.messages && receiveOne(handle)) {
    }
    return found_;
  }

  bool full() const override { return found_.size() == size_.messages; }

 private:
  bool receiveOne(Handle handle) {
    std::uint8_t* const at = buffer_.data() + found_.size() * size_.messageBytes;
    Endpoint from;
    bool truncated = false;
    const IoResult got = receiveDatagram(handle, {at, size_.messageBytes}, from, truncated);
    if (got.error != 0) return got.error == ECONNREFUSED || got.error == EINTR;
    found_.push_back({Bytes(at, got.count), from, truncated});
    return true;
  }

  Size size_;
  ByteBuffer buffer_;
  std::vector<InDatagram> found_;
};

}  // namespace

std::unique_ptr<BatchReceiver> BatchReceiver::createPlain(Size size) { return std::make_unique<PlainReceiver>(size); }

#ifndef __linux__
std::unique_ptr<BatchReceiver> BatchReceiver::create(ReceiveWay, Size size) { return createPlain(size); }
#endif

}  // namespace zoetrope::net
