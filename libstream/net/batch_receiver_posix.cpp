// SPDX-License-Identifier: MIT
// The portable way: one system call a datagram.
#include "libstream/net/batch_receiver.h"

#include <cerrno>
#include <sys/socket.h>
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
    sockaddr_storage from{};
    iovec vector{at, size_.messageBytes};
    msghdr message{};
    message.msg_name = &from;
    message.msg_namelen = sizeof from;
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    const ssize_t count = ::recvmsg(handle, &message, 0);
    if (count < 0) return errno == ECONNREFUSED || errno == EINTR;
    found_.push_back({Bytes(at, static_cast<std::size_t>(count)),
                      Endpoint(reinterpret_cast<const sockaddr*>(&from), message.msg_namelen),
                      (message.msg_flags & MSG_TRUNC) != 0});
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
