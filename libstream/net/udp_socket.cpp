// SPDX-License-Identifier: MIT
#include "libstream/net/udp_socket.h"

#include "libstream/net/socket_calls.h"

#include <cerrno>

namespace zoetrope::net {

namespace {

// With any port free to choose, how often an odd one or a taken neighbour is forgiven.
constexpr int kPairTries = 64;

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
  SocketHandle handle = openSocket(SocketKind::Datagram, local.isV6());
  if (!handle.open()) return bindError(lastSocketError(), where);
  claimPort(handle.get(), SocketKind::Datagram);
  // The two families of one port are two sockets, as for the addresses of a session.
  if (local.isV6()) setV6Only(handle.get(), true);
  if (buffers.receiveBytes > 0) setBufferSize(handle.get(), true, buffers.receiveBytes);
  if (const int error = bindSocket(handle.get(), local); error != 0) return bindError(error, where);
  return UdpSocket(std::move(handle));
}

Endpoint UdpSocket::local() const { return localEndpoint(handle_.get()); }

int UdpSocket::receiveBufferBytes() const { return bufferSize(handle_.get(), true); }

void UdpSocket::setReceiveBuffer(int bytes) const {
  if (bytes > 0) setBufferSize(handle_.get(), true, bytes);
}

std::uint64_t UdpSocket::kernelDrops() const { return droppedDatagrams(handle_.get()); }

bool UdpSocket::send(Bytes datagram, const Endpoint& to) const {
  for (int tries = 0; tries < 2; ++tries) {
    const int error = sendPieces(handle_.get(), std::span(&datagram, 1), &to).error;
    if (error == 0) return true;
    if (error != ECONNREFUSED) return false;  // that is about an earlier datagram: this one has not been tried
  }
  return false;
}

Result<UdpPair, BindError> UdpPair::open(const Endpoint& local, const std::optional<PortRange>& range,
                                         UdpSocket::Buffers buffers, std::uint32_t start) {
  if (range) return openInRange(local, *range, buffers, start);
  return local.port() == 0 ? openAnywhere(local, buffers) : openAt(local, buffers);
}

}  // namespace zoetrope::net
