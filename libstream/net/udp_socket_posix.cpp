// SPDX-License-Identifier: MIT
#include "libstream/net/udp_socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/sock_diag.h>
#endif

namespace zoetrope::net {

namespace {

// With any port free to choose, how often an odd one or a taken neighbour is forgiven.
constexpr int kPairTries = 64;

int option(Handle handle, int name) {
  int value = 0;
  socklen_t size = sizeof value;
  ::getsockopt(handle, SOL_SOCKET, name, &value, &size);
  return value;
}

void setOption(Handle handle, int name, int value) {
  if (value > 0) ::setsockopt(handle, SOL_SOCKET, name, &value, sizeof value);
}

// An IPv6 socket takes IPv6 only: the two families of one port are two sockets, as for the addresses of a session.
void restrictToV6(Handle handle, const Endpoint& local) {
  const int on = 1;
  if (local.isV6()) ::setsockopt(handle, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
}

std::uint16_t evenAtLeast(std::uint16_t port) { return static_cast<std::uint16_t>(port + (port & 1)); }

Result<UdpPair, BindError> openAt(const Endpoint& rtpAt, UdpSocket::Buffers buffers) {
  auto rtp = UdpSocket::open(rtpAt, buffers);
  if (!rtp) return rtp.error();
  const std::uint16_t port = rtp->local().port();
  if (port == 65535) return BindError{BindError::Kind::InUse, "there is no port above 65535 for RTCP"};
  auto rtcp = UdpSocket::open(rtpAt.withPort(static_cast<std::uint16_t>(port + 1)), {});
  if (!rtcp) return rtcp.error();
  return UdpPair{*std::move(rtp), *std::move(rtcp)};
}

Result<UdpPair, BindError> openAnywhere(const Endpoint& local, UdpSocket::Buffers buffers) {
  BindError last{BindError::Kind::InUse, "no even UDP port is free on " + local.host()};
  for (int tries = 0; tries < kPairTries; ++tries) {
    auto probe = UdpSocket::open(local.withPort(0));
    if (!probe) return probe.error();
    const std::uint16_t even = static_cast<std::uint16_t>(probe->local().port() & ~1U);
    { const UdpSocket freed = *std::move(probe); }
    auto pair = openAt(local.withPort(even), buffers);
    if (pair || pair.error().kind != BindError::Kind::InUse) return pair;
  }
  return last;
}

Result<UdpPair, BindError> openInRange(const Endpoint& local, const PortRange& range, UdpSocket::Buffers buffers,
                                       std::uint32_t start) {
  const std::uint16_t first = evenAtLeast(range.first);
  const std::uint32_t pairs = range.last > first ? (range.last - first + 1U) / 2U : 0U;
  for (std::uint32_t i = 0; i < pairs; ++i) {
    const auto port = static_cast<std::uint16_t>(first + 2U * ((start + i) % pairs));
    auto pair = openAt(local.withPort(port), buffers);
    if (pair || pair.error().kind != BindError::Kind::InUse) return pair;
  }
  return BindError{BindError::Kind::InUse, "no pair of UDP ports is free between " + std::to_string(range.first) +
                                               " and " + std::to_string(range.last)};
}

}  // namespace

Result<UdpSocket, BindError> UdpSocket::open(const Endpoint& local, Buffers buffers) {
  const std::string where = "UDP port " + std::to_string(local.port()) + " of " + local.host();
  const Handle handle = ::socket(local.isV6() ? AF_INET6 : AF_INET, SOCK_DGRAM, 0);
  if (handle < 0) return bindError(errno, where);
  UdpSocket socket(handle);
  ::fcntl(handle, F_SETFL, O_NONBLOCK);
  ::fcntl(handle, F_SETFD, FD_CLOEXEC);
  restrictToV6(handle, local);
  setOption(handle, SO_RCVBUF, buffers.receiveBytes);
  setOption(handle, SO_SNDBUF, buffers.sendBytes);
  if (::bind(handle, local.data(), local.size()) != 0) return bindError(errno, where);
  return socket;
}

UdpSocket& UdpSocket::operator=(UdpSocket&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

UdpSocket::~UdpSocket() {
  if (handle_ != kNone) ::close(handle_);
}

Endpoint UdpSocket::local() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(handle_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  return {reinterpret_cast<const sockaddr*>(&address), size};
}

int UdpSocket::receiveBufferBytes() const { return option(handle_, SO_RCVBUF); }

void UdpSocket::setReceiveBuffer(int bytes) const { setOption(handle_, SO_RCVBUF, bytes); }

std::uint64_t UdpSocket::kernelDrops() const {
#ifdef SO_MEMINFO
  std::array<std::uint32_t, SK_MEMINFO_VARS> info{};
  socklen_t size = sizeof info;
  if (::getsockopt(handle_, SOL_SOCKET, SO_MEMINFO, info.data(), &size) == 0) return info[SK_MEMINFO_DROPS];
#endif
  return 0;
}

bool UdpSocket::send(Bytes datagram, const Endpoint& to) const {
  for (int tries = 0; tries < 2; ++tries) {
    if (::sendto(handle_, datagram.data(), datagram.size(), 0, to.data(), to.size()) >= 0) return true;
    if (errno != ECONNREFUSED) return false;  // that is about an earlier datagram: this one has not been tried
  }
  return false;
}

Result<UdpPair, BindError> UdpPair::open(const Endpoint& local, const std::optional<PortRange>& range,
                                         UdpSocket::Buffers buffers, std::uint32_t start) {
  if (range) return openInRange(local, *range, buffers, start);
  return local.port() == 0 ? openAnywhere(local, buffers) : openAt(local, buffers);
}

}  // namespace zoetrope::net
