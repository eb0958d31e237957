// SPDX-License-Identifier: MIT
// Linux: sendmmsg, and with UDP GSO a whole train as one message that the kernel (or the network card) cuts up. What a
// kernel or a way does not take is sent the next simpler way.
// Spec: udp(7), UDP_SEGMENT: the datagrams of a train are equally long, the last may be shorter; at most 64 KiB.
#include "libstream/net/batch_sender.h"
#include "libstream/net/send_errors.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <optional>
#include <sys/socket.h>
#include <vector>

namespace zoetrope::net {

namespace {

#ifndef UDP_SEGMENT
constexpr int UDP_SEGMENT = 103;  // younger than some C libraries
#endif

constexpr std::size_t kChunk = 64;
// A UDP payload over IPv4, which a train may not exceed either.
constexpr std::size_t kMaxTrainBytes = 65507;
// Receivers whose way takes no trains. More than that are tried again now and then.
constexpr std::size_t kMaxDetours = 64;

std::size_t sizeOf(const OutDatagram& datagram) { return datagram.header.size() + datagram.payload.size(); }

// The kernel only reads through it.
iovec piece(Bytes bytes) { return {const_cast<std::uint8_t*>(bytes.data()), bytes.size()}; }

// A socket of an older kernel does not know the option, and would send a train as one long datagram.
bool knowsGso(Handle handle) {
  int size = 0;
  socklen_t length = sizeof size;
  return ::getsockopt(handle, IPPROTO_UDP, UDP_SEGMENT, &size, &length) == 0;
}

// The errors that can mean "not as a train": a way without checksums in its device, packets over its MTU, a socket or a
// kernel that does not do it. EFAULT is here because the packets before the unreadable one still go.
bool mayGoSingly(int error) {
  return error == EIO || error == EINVAL || error == EOPNOTSUPP || error == ENOPROTOOPT || error == EMSGSIZE ||
         error == EFAULT;
}

// How many datagrams from the front make one train.
std::size_t trainLength(std::span<const OutDatagram> datagrams, std::size_t most) {
  const std::size_t size = sizeOf(datagrams[0]);
  if (size == 0) return 1;
  std::size_t count = 1;
  std::size_t bytes = size;
  for (; count < std::min(datagrams.size(), most); ++count) {
    const std::size_t next = sizeOf(datagrams[count]);
    bytes += next;
    // An empty datagram would be no part of the train at all.
    if (next == 0 || next > size || bytes > kMaxTrainBytes) break;
    if (next < size) return count + 1;
  }
  return count;
}

// Messages for one sendmmsg; each is one datagram or one train.
class Messages {
 public:
  void clear() { vectors_ = messages_ = 0; }
  std::size_t room() const { return kChunk - vectors_ / 2; }
  std::size_t count() const { return messages_; }
  // Of the message at `index`.
  std::size_t datagrams(std::size_t index) const { return datagramsOf_[index]; }

  void add(const Endpoint& to, std::span<const OutDatagram> datagrams) {
    msghdr& message = headers_[messages_].msg_hdr;
    message = {};
    message.msg_name = const_cast<sockaddr*>(to.data());
    message.msg_namelen = to.size();
    message.msg_iov = &pieces_[vectors_];
    message.msg_iovlen = 2 * datagrams.size();
    for (const OutDatagram& datagram : datagrams) {
      pieces_[vectors_++] = piece(datagram.header);
      pieces_[vectors_++] = piece(datagram.payload);
    }
    if (datagrams.size() > 1) cutAt(message, controls_[messages_], sizeOf(datagrams[0]));
    datagramsOf_[messages_++] = datagrams.size();
  }

  // How many messages went; errno is about the first one when none did.
  int send(Handle handle) {
    if (messages_ > 1) return ::sendmmsg(handle, headers_.data(), static_cast<unsigned>(messages_), 0);
    return ::sendmsg(handle, &headers_[0].msg_hdr, 0) < 0 ? -1 : 1;
  }

 private:
  struct alignas(cmsghdr) Control {
    std::array<char, CMSG_SPACE(sizeof(std::uint16_t))> bytes;
  };

  static void cutAt(msghdr& message, Control& control, std::size_t size) {
    const auto segment = static_cast<std::uint16_t>(size);
    message.msg_control = control.bytes.data();
    message.msg_controllen = control.bytes.size();
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = IPPROTO_UDP;
    header->cmsg_type = UDP_SEGMENT;
    header->cmsg_len = CMSG_LEN(sizeof segment);
    std::memcpy(CMSG_DATA(header), &segment, sizeof segment);
  }

  std::array<iovec, 2 * kChunk> pieces_{};
  std::array<mmsghdr, kChunk> headers_{};
  std::array<Control, kChunk> controls_{};
  std::array<std::size_t, kChunk> datagramsOf_{};
  std::size_t vectors_ = 0;
  std::size_t messages_ = 0;
};

// Which receivers get no trains of packets from some size on.
class Detours {
 public:
  bool allowTrain(const Endpoint& to, std::size_t bytes) const {
    return std::none_of(known_.begin(), known_.end(),
                        [&](const Detour& each) { return bytes >= each.fromBytes && each.to.sameHost(to); });
  }
  void add(const Endpoint& to, std::size_t fromBytes) {
    if (known_.size() >= kMaxDetours) known_.clear();
    known_.push_back({to, fromBytes});
  }

 private:
  struct Detour {
    Endpoint to;
    std::size_t fromBytes;
  };
  std::vector<Detour> known_;
};

class LinuxSender final : public BatchSender {
 public:
  explicit LinuxSender(bool trains) : trains_(trains) {}

  SendOutcome send(Handle handle, const Endpoint& to, std::span<const OutDatagram> datagrams) override {
    SendOutcome outcome;
    if (simple_) return simple_->send(handle, to, datagrams);
    if (trains_ && !asked_) {
      asked_ = true;
      trains_ = knowsGso(handle);
    }
    // Datagrams before this one are sent one by one.
    std::size_t singlyUntil = 0;
    while (outcome.done < datagrams.size()) {
      fill(to, datagrams, outcome.done, singlyUntil);
      const int sent = messages_.send(handle);
      if (sent > 0) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(sent); ++i) outcome.done += messages_.datagrams(i);
        continue;
      }
      const int error = errno;
      const std::size_t first = messages_.datagrams(0);
      if (error == ENOSYS) return goOnSimply(handle, to, datagrams, outcome);
      if (first > 1 && mayGoSingly(error)) {
        singlyUntil = outcome.done + first;
        if (error != EFAULT) remember(error, to, sizeOf(datagrams[outcome.done]));
      } else if (!afterError(error, first, outcome)) {
        break;
      }
    }
    return outcome;
  }

 private:
  void fill(const Endpoint& to, std::span<const OutDatagram> datagrams, std::size_t from, std::size_t singlyUntil) {
    messages_.clear();
    while (from < datagrams.size() && messages_.room() > 0) {
      const bool train = trains_ && from >= singlyUntil && detours_.allowTrain(to, sizeOf(datagrams[from]));
      const std::size_t most = train ? std::min(messages_.room(), kMaxTrain) : 1;
      const std::size_t count = trainLength(datagrams.subspan(from), most);
      messages_.add(to, datagrams.subspan(from, count));
      from += count;
    }
  }

  void remember(int error, const Endpoint& to, std::size_t bytes) {
    const bool never = error == EOPNOTSUPP || error == ENOPROTOOPT;
    if (never) trains_ = false;
    // EIO is about the way, whatever the size.
    detours_.add(to, error == EIO ? 0 : bytes);
  }

  // A system that pretends to be Linux and has no sendmmsg.
  SendOutcome goOnSimply(Handle handle, const Endpoint& to, std::span<const OutDatagram> datagrams,
                         SendOutcome outcome) {
    simple_ = createPlain();
    const SendOutcome rest = simple_->send(handle, to, datagrams.subspan(outcome.done));
    outcome.done += rest.done;
    outcome.lost += rest.lost;
    outcome.refusals += rest.refusals;
    outcome.portErrors += rest.portErrors;
    outcome.fault = rest.fault;
    return outcome;
  }

  // State.
  bool trains_;
  bool asked_ = false;
  Detours detours_;
  std::unique_ptr<BatchSender> simple_;
  Messages messages_;
};

}  // namespace

std::unique_ptr<BatchSender> BatchSender::create(SendWay way) {
  if (way == SendWay::Plain) return createPlain();
  return std::make_unique<LinuxSender>(way == SendWay::Gso);
}

}  // namespace zoetrope::net
