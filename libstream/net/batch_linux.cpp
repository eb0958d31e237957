// SPDX-License-Identifier: MIT
// Linux: sendmmsg and recvmmsg, one system call for many datagrams.
#include "libstream/net/batch_receiver.h"
#include "libstream/net/batch_sender.h"
#include "libstream/net/send_errors.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <vector>

namespace zoetrope::net {

namespace {

class MmsgSender final : public BatchSender {
 public:
  SendOutcome send(Handle handle, const Endpoint& to, std::span<const OutDatagram> datagrams) override {
    SendOutcome outcome;
    while (outcome.done < datagrams.size()) {
      const int count = sendChunk(handle, to, datagrams.subspan(outcome.done));
      if (count > 0)
        outcome.done += static_cast<std::size_t>(count);
      else if (!afterError(errno, outcome))
        break;
    }
    return outcome;
  }

 private:
  static constexpr std::size_t kChunk = 64;

  int sendChunk(Handle handle, const Endpoint& to, std::span<const OutDatagram> datagrams) {
    const std::size_t count = std::min(datagrams.size(), kChunk);
    for (std::size_t i = 0; i < count; ++i) {
      vectors_[2 * i] = piece(datagrams[i].header);
      vectors_[2 * i + 1] = piece(datagrams[i].payload);
      msghdr& message = messages_[i].msg_hdr;
      message = {};
      message.msg_name = const_cast<sockaddr*>(to.data());
      message.msg_namelen = to.size();
      message.msg_iov = &vectors_[2 * i];
      message.msg_iovlen = 2;
    }
    return ::sendmmsg(handle, messages_.data(), static_cast<unsigned>(count), 0);
  }
  // The kernel only reads through it.
  static iovec piece(Bytes bytes) { return {const_cast<std::uint8_t*>(bytes.data()), bytes.size()}; }

  std::array<iovec, 2 * kChunk> vectors_{};
  std::array<mmsghdr, kChunk> messages_{};
};

class MmsgReceiver final : public BatchReceiver {
 public:
  explicit MmsgReceiver(Size size)
      : size_(size),
        buffer_(new std::uint8_t[size.datagrams * size.datagramBytes]),
        from_(size.datagrams),
        vectors_(size.datagrams),
        messages_(size.datagrams) {
    found_.reserve(size.datagrams);
    for (std::size_t i = 0; i < size.datagrams; ++i) prepare(i);
  }

  std::span<const InDatagram> receive(Handle handle) override {
    found_.clear();
    for (mmsghdr& message : messages_) message.msg_hdr.msg_namelen = sizeof(sockaddr_storage);
    int count = -1;
    do {
      count = ::recvmmsg(handle, messages_.data(), static_cast<unsigned>(messages_.size()), MSG_DONTWAIT, nullptr);
    } while (count < 0 && (errno == EINTR || errno == ECONNREFUSED));
    for (int i = 0; i < count; ++i) take(static_cast<std::size_t>(i));
    return found_;
  }

 private:
  void prepare(std::size_t i) {
    vectors_[i] = {buffer_.get() + i * size_.datagramBytes, size_.datagramBytes};
    msghdr& message = messages_[i].msg_hdr;
    message = {};
    message.msg_name = &from_[i];
    message.msg_iov = &vectors_[i];
    message.msg_iovlen = 1;
  }
  void take(std::size_t i) {
    const msghdr& message = messages_[i].msg_hdr;
    found_.push_back({Bytes(buffer_.get() + i * size_.datagramBytes, messages_[i].msg_len),
                      Endpoint(reinterpret_cast<const sockaddr*>(&from_[i]), message.msg_namelen),
                      (message.msg_flags & MSG_TRUNC) != 0});
  }

  Size size_;
  std::unique_ptr<std::uint8_t[]> buffer_;  // not cleared: pages that no datagram reaches are never touched
  std::vector<sockaddr_storage> from_;
  std::vector<iovec> vectors_;
  std::vector<mmsghdr> messages_;
  std::vector<InDatagram> found_;
};

}  // namespace

std::unique_ptr<BatchSender> BatchSender::createBest() { return std::make_unique<MmsgSender>(); }

std::unique_ptr<BatchReceiver> BatchReceiver::createBest(Size size) { return std::make_unique<MmsgReceiver>(size); }

}  // namespace zoetrope::net
