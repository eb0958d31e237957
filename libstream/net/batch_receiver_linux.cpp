// SPDX-License-Identifier: MIT
// Linux: recvmmsg, and with UDP GRO several datagrams of a train as one message, which is cut up again here.
// Spec: udp(7), UDP_GRO: a control message tells how long each datagram but the last is; socket(7), SO_RXQ_OVFL and
// SO_TIMESTAMPNS.
#include "libstream/net/batch_receiver.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <optional>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace zoetrope::net {

namespace {

#ifndef UDP_GRO
constexpr int UDP_GRO = 104;  // younger than some C libraries
#endif

constexpr Duration kLongestWait = std::chrono::seconds(1);

struct alignas(cmsghdr) Control {
  std::array<char, CMSG_SPACE(sizeof(int)) + CMSG_SPACE(sizeof(std::uint32_t)) + CMSG_SPACE(sizeof(timespec))> bytes;
};

// What the kernel says about a message beside its bytes.
struct Remarks {
  std::size_t segment = 0;  // 0: it is one datagram
  std::optional<std::uint32_t> drops;
  std::optional<Duration> cameAt;  // of the system's clock, since 1970
};

Duration since1970(const timespec& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

Duration systemTime() {
  timespec time{};
  ::clock_gettime(CLOCK_REALTIME, &time);
  return since1970(time);
}

template <class Value>
Value valueOf(const cmsghdr& header) {
  Value value{};
  std::memcpy(&value, CMSG_DATA(&header), sizeof value);
  return value;
}

Remarks remarksOf(msghdr& message) {
  Remarks remarks;
  for (cmsghdr* each = CMSG_FIRSTHDR(&message); each != nullptr; each = CMSG_NXTHDR(&message, each)) {
    if (each->cmsg_level == IPPROTO_UDP && each->cmsg_type == UDP_GRO)
      remarks.segment = static_cast<std::size_t>(std::max(valueOf<int>(*each), 0));
    if (each->cmsg_level != SOL_SOCKET) continue;
    if (each->cmsg_type == SO_RXQ_OVFL) remarks.drops = valueOf<std::uint32_t>(*each);
    if (each->cmsg_type == SO_TIMESTAMPNS) remarks.cameAt = since1970(valueOf<timespec>(*each));
  }
  return remarks;
}

class LinuxReceiver final : public BatchReceiver {
 public:
  LinuxReceiver(Size size, bool trains)
      : size_(size),
        trains_(trains),
        buffer_(new std::uint8_t[size.messages * size.messageBytes]),
        from_(size.messages),
        vectors_(size.messages),
        messages_(size.messages),
        controls_(trains ? size.messages : 0) {
    found_.reserve(size.messages);
    for (std::size_t i = 0; i < size.messages; ++i) prepare(i);
  }

  void begin(Handle handle) override {
    drops_ = 0;
    if (!trains_) return;
    const int on = 1;
    ::setsockopt(handle, IPPROTO_UDP, UDP_GRO, &on, sizeof on);
    ::setsockopt(handle, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on);
    ::setsockopt(handle, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  }

  std::span<const InDatagram> receive(Handle handle) override {
    found_.clear();
    rearm();
    int count = -1;
    do {
      count = ::recvmmsg(handle, messages_.data(), static_cast<unsigned>(messages_.size()), MSG_DONTWAIT, nullptr);
    } while (count < 0 && (errno == EINTR || errno == ECONNREFUSED));
    if (trains_ && count > 0) readAt_ = systemTime();
    for (int i = 0; i < count; ++i) take(static_cast<std::size_t>(i));
    full_ = count == static_cast<int>(messages_.size());
    return found_;
  }

  bool full() const override { return full_; }

 private:
  void prepare(std::size_t i) {
    vectors_[i] = {buffer_.get() + i * size_.messageBytes, size_.messageBytes};
    msghdr& message = messages_[i].msg_hdr;
    message = {};
    message.msg_name = &from_[i];
    message.msg_iov = &vectors_[i];
    message.msg_iovlen = 1;
    if (trains_) message.msg_control = controls_[i].bytes.data();
  }

  // What the call before this one has overwritten.
  void rearm() {
    for (mmsghdr& message : messages_) {
      message.msg_hdr.msg_namelen = sizeof(sockaddr_storage);
      message.msg_hdr.msg_controllen = trains_ ? sizeof(Control::bytes) : 0;
    }
  }

  void take(std::size_t i) {
    msghdr& message = messages_[i].msg_hdr;
    const Bytes bytes(buffer_.get() + i * size_.messageBytes, messages_[i].msg_len);
    const Remarks remarks = trains_ ? remarksOf(message) : Remarks{};
    const std::size_t segment = remarks.segment == 0 ? std::max<std::size_t>(bytes.size(), 1) : remarks.segment;
    InDatagram datagram;
    datagram.from = Endpoint(reinterpret_cast<const sockaddr*>(&from_[i]), message.msg_namelen);
    if (remarks.drops) datagram.dropsBefore = *remarks.drops - std::exchange(drops_, *remarks.drops);
    // The system's clock may have been set meanwhile.
    if (remarks.cameAt) datagram.waited = std::clamp(readAt_ - *remarks.cameAt, Duration::zero(), kLongestWait);
    std::size_t at = 0;
    do {
      datagram.bytes = bytes.subspan(at, std::min(segment, bytes.size() - at));
      at += segment;
      datagram.truncated = at >= bytes.size() && (message.msg_flags & MSG_TRUNC) != 0;
      found_.push_back(datagram);
      datagram.dropsBefore = 0;
    } while (at < bytes.size());
  }

  // Given.
  Size size_;
  bool trains_;
  // Owned.
  std::unique_ptr<std::uint8_t[]> buffer_;  // not cleared: pages that no datagram reaches are never touched
  std::vector<sockaddr_storage> from_;
  std::vector<iovec> vectors_;
  std::vector<mmsghdr> messages_;
  std::vector<Control> controls_;
  // State.
  std::vector<InDatagram> found_;
  std::uint32_t drops_ = 0;
  Duration readAt_{};
  bool full_ = false;
};

}  // namespace

std::unique_ptr<BatchReceiver> BatchReceiver::create(ReceiveWay way, Size size) {
  if (way == ReceiveWay::Plain) return createPlain(size);
  return std::make_unique<LinuxReceiver>(size, way == ReceiveWay::Gro);
}

}  // namespace zoetrope::net
