// SPDX-License-Identifier: MIT
#include "libstream/net/socket_calls.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <system_error>
#include <unistd.h>
#ifdef __linux__
#include <linux/sock_diag.h>
#endif

namespace zoetrope::net {

namespace {

constexpr std::size_t kMostPieces = 256;
#ifdef __linux__
// What the kernel makes of a buffer's size that it is told, to cover its bookkeeping.
constexpr int kBufferFactor = 2;
#else
constexpr int kBufferFactor = 1;
// The system's own may not take the largest datagram.
constexpr int kDatagramBuffer = 256 * 1024;
#endif

void setOption(Handle handle, int level, int name, int value) {
  ::setsockopt(handle, level, name, &value, sizeof value);
}

int option(Handle handle, int name) {
  int value = 0;
  socklen_t size = sizeof value;
  ::getsockopt(handle, SOL_SOCKET, name, &value, &size);
  return value;
}

SocketHandle prepared(Handle handle) {
  if (handle < 0) return {};
  ::fcntl(handle, F_SETFL, O_NONBLOCK);
  ::fcntl(handle, F_SETFD, FD_CLOEXEC);
  return SocketHandle(handle);
}

template <class Call>
Endpoint addressBy(Call call, Handle handle) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (call(handle, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  return {reinterpret_cast<const sockaddr*>(&address), size};
}

IoResult result(ssize_t count) {
  if (count < 0) return {0, errno};
  return {static_cast<std::size_t>(count), 0};
}

#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0;
#endif

}  // namespace

void SocketHandle::close() {
  if (open()) ::close(release());
}

std::string errorWords(int error) { return std::generic_category().message(error); }

std::string lookUpErrorWords(int error) { return ::gai_strerror(error); }

int fromSystemError(int systemError) { return systemError; }

int lastSocketError() { return errno; }

SocketHandle openSocket(SocketKind kind, bool v6) {
  SocketHandle socket =
      prepared(::socket(v6 ? AF_INET6 : AF_INET, kind == SocketKind::Stream ? SOCK_STREAM : SOCK_DGRAM, 0));
#ifndef __linux__
  if (socket.open() && kind == SocketKind::Datagram) setBufferSize(socket.get(), false, kDatagramBuffer);
#endif
  return socket;
}

SocketHandle acceptSocket(Handle listener) {
#ifdef __linux__
  const int handle = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  return handle < 0 ? SocketHandle() : SocketHandle(handle);
#else
  return prepared(::accept(listener, nullptr, nullptr));
#endif
}

void claimPort(Handle handle, SocketKind kind) {
  // Connections of an earlier server linger; two listeners stay impossible with it. Datagram sockets would share.
  if (kind == SocketKind::Stream) setOption(handle, SOL_SOCKET, SO_REUSEADDR, 1);
}

void setV6Only(Handle handle, bool only) { setOption(handle, IPPROTO_IPV6, IPV6_V6ONLY, only ? 1 : 0); }

int bindSocket(Handle handle, const Endpoint& local) {
  return ::bind(handle, local.data(), local.size()) == 0 ? 0 : errno;
}

int listenOn(Handle handle, int backlog) { return ::listen(handle, backlog) == 0 ? 0 : errno; }

bool listensToBothFamilies() { return true; }

Endpoint localEndpoint(Handle handle) { return addressBy(::getsockname, handle); }

Endpoint peerEndpoint(Handle handle) { return addressBy(::getpeername, handle); }

int bufferSize(Handle handle, bool receive) { return option(handle, receive ? SO_RCVBUF : SO_SNDBUF); }

void setBufferSize(Handle handle, bool receive, int bytes) {
  setOption(handle, SOL_SOCKET, receive ? SO_RCVBUF : SO_SNDBUF, bytes / kBufferFactor);
}

std::uint64_t droppedDatagrams([[maybe_unused]] Handle handle) {
#ifdef __linux__
  std::array<std::uint32_t, SK_MEMINFO_VARS> info{};
  socklen_t size = sizeof info;
  if (::getsockopt(handle, SOL_SOCKET, SO_MEMINFO, info.data(), &size) == 0) return info[SK_MEMINFO_DROPS];
#endif
  return 0;
}

void tuneConnection(Handle handle) {
  setOption(handle, SOL_SOCKET, SO_KEEPALIVE, 1);
#ifdef TCP_KEEPIDLE
  constexpr int kIdleSeconds = 30;
  constexpr int kIntervalSeconds = 10;
  constexpr int kProbes = 3;
  setOption(handle, IPPROTO_TCP, TCP_KEEPIDLE, kIdleSeconds);
  setOption(handle, IPPROTO_TCP, TCP_KEEPINTVL, kIntervalSeconds);
  setOption(handle, IPPROTO_TCP, TCP_KEEPCNT, kProbes);
#endif
  setOption(handle, IPPROTO_TCP, TCP_NODELAY, 1);
#ifdef TCP_NOTSENT_LOWAT
  // Keeps the kernel from hoarding megabytes that nobody has sent yet.
  constexpr int kNotSentLowWater = 128 * 1024;
  setOption(handle, IPPROTO_TCP, TCP_NOTSENT_LOWAT, kNotSentLowWater);
#endif
#ifdef SO_NOSIGPIPE
  setOption(handle, SOL_SOCKET, SO_NOSIGPIPE, 1);
#endif
}

void giveUpOnSilence([[maybe_unused]] Handle handle) {
#ifdef TCP_USER_TIMEOUT
  constexpr int kMilliseconds = 60'000;
  setOption(handle, IPPROTO_TCP, TCP_USER_TIMEOUT, kMilliseconds);
#endif
}

int connectError(Handle handle) { return option(handle, SO_ERROR); }

void endOfSending(Handle handle) { ::shutdown(handle, SHUT_WR); }

IoResult sendPieces(Handle handle, std::span<const Bytes> pieces, const Endpoint* to) {
  // The kernel only reads through them.
  std::array<iovec, kMostPieces> vectors;
  const std::size_t count = std::min(pieces.size(), vectors.size());
  for (std::size_t i = 0; i < count; ++i) vectors[i] = {const_cast<std::uint8_t*>(pieces[i].data()), pieces[i].size()};
  msghdr message{};
  if (to != nullptr) {
    message.msg_name = const_cast<sockaddr*>(to->data());
    message.msg_namelen = to->size();
  }
  message.msg_iov = vectors.data();
  message.msg_iovlen = static_cast<decltype(message.msg_iovlen)>(count);
  return result(::sendmsg(handle, &message, kNoSignal));
}

IoResult receiveBytes(Handle handle, std::span<std::uint8_t> buffer) {
  return result(::recv(handle, buffer.data(), buffer.size(), 0));
}

IoResult receiveDatagram(Handle handle, std::span<std::uint8_t> buffer, Endpoint& from, bool& truncated) {
  sockaddr_storage address{};
  iovec vector{buffer.data(), buffer.size()};
  msghdr message{};
  message.msg_name = &address;
  message.msg_namelen = sizeof address;
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  const IoResult got = result(::recvmsg(handle, &message, 0));
  if (got.error != 0) return got;
  from = Endpoint(reinterpret_cast<const sockaddr*>(&address), message.msg_namelen);
  truncated = (message.msg_flags & MSG_TRUNC) != 0;
  return got;
}

}  // namespace zoetrope::net
