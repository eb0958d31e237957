// SPDX-License-Identifier: MIT
#include "libstream/net/socket_calls.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <mstcpip.h>
#include <mswsock.h>
#include <winsock2.h>
#include <ws2tcpip.h>

namespace zoetrope::net {

namespace {

// As many as a queue gathers at once. No more bytes than that: this system takes a whole call or nothing of it, and
// megabytes once there is room for one byte.
constexpr std::size_t kMostPieces = 256;
constexpr std::size_t kMostBytesAtOnce = 128 * 1024;
// Of a connection; the system's own grows without a bound that we know.
constexpr int kConnectionBuffer = 256 * 1024;
// The system's own has room for three of the lab's largest datagrams.
constexpr int kDatagramBuffer = 256 * 1024;
constexpr ULONG kIdleMs = 30'000;
constexpr ULONG kIntervalMs = 10'000;
constexpr DWORD kSilenceSeconds = 60;
#ifndef TCP_MAXRT
constexpr int TCP_MAXRT = 5;  // in ws2ipdef.h of newer headers
#endif

struct ErrorRow {
  int system;
  int error;
  const char* words;
};
// strerror knows none of these here.
constexpr ErrorRow kErrors[] = {
    {WSAEWOULDBLOCK, EAGAIN, "Resource temporarily unavailable"},
    {WSAEINPROGRESS, EINPROGRESS, "Operation now in progress"},
    {WSAEALREADY, EALREADY, "Operation already in progress"},
    {WSAEINTR, EINTR, "Interrupted system call"},
    {WSAEACCES, EACCES, "Permission denied"},
    {WSAEFAULT, EFAULT, "Bad address"},
    {WSAEINVAL, EINVAL, "Invalid argument"},
    {WSAEMFILE, EMFILE, "Too many open files"},
    {WSAEMSGSIZE, EMSGSIZE, "Message too long"},
    {WSAENOTSOCK, ENOTSOCK, "Socket operation on non-socket"},
    {WSAEADDRINUSE, EADDRINUSE, "Address already in use"},
    {WSAEADDRNOTAVAIL, EADDRNOTAVAIL, "Cannot assign requested address"},
    {WSAEAFNOSUPPORT, EAFNOSUPPORT, "Address family not supported by protocol"},
    {WSAEPROTONOSUPPORT, EPROTONOSUPPORT, "Protocol not supported"},
    {WSAENETDOWN, ENETDOWN, "Network is down"},
    {WSAENETUNREACH, ENETUNREACH, "Network is unreachable"},
    {WSAEHOSTUNREACH, EHOSTUNREACH, "No route to host"},
    {WSAENETRESET, ENETRESET, "Network dropped connection on reset"},
    {WSAECONNABORTED, ECONNABORTED, "Software caused connection abort"},
    {WSAECONNRESET, ECONNRESET, "Connection reset by peer"},
    {WSAECONNREFUSED, ECONNREFUSED, "Connection refused"},
    {WSAENOBUFS, ENOBUFS, "No buffer space available"},
    {WSAENOTCONN, ENOTCONN, "Transport endpoint is not connected"},
    {WSAETIMEDOUT, ETIMEDOUT, "Connection timed out"},
    {WSAESHUTDOWN, EPIPE, "Broken pipe"},
};

template <class Value>
void setOption(Handle handle, int level, int name, Value value) {
  ::setsockopt(handle, level, name, reinterpret_cast<const char*>(&value), sizeof value);
}

int option(Handle handle, int name) {
  int value = 0;
  int size = sizeof value;
  ::getsockopt(handle, SOL_SOCKET, name, reinterpret_cast<char*>(&value), &size);
  return value;
}

template <class Call>
Endpoint addressBy(Call call, Handle handle) {
  sockaddr_storage address{};
  int size = sizeof address;
  if (call(handle, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  return {reinterpret_cast<const sockaddr*>(&address), static_cast<std::size_t>(size)};
}

int zeroOrError(int returned) { return returned == 0 ? 0 : lastSocketError(); }

SocketHandle prepared(Handle handle) {
  if (handle == INVALID_SOCKET) return {};
  u_long on = 1;
  ::ioctlsocket(handle, FIONBIO, &on);
  ::SetHandleInformation(reinterpret_cast<HANDLE>(handle), HANDLE_FLAG_INHERIT, 0);
  return SocketHandle(handle);
}

// An ICMP message about a datagram of ours would make the next receive fail.
void keepQuietAboutClosedPorts(Handle handle) {
  BOOL report = FALSE;
  DWORD returned = 0;
  ::WSAIoctl(handle, SIO_UDP_CONNRESET, &report, sizeof report, nullptr, 0, &returned, nullptr, nullptr);
}

// The pieces as the system takes them; of a connection only so many bytes of them.
std::size_t gather(std::span<const Bytes> pieces, bool wholeDatagram, std::array<WSABUF, kMostPieces>& buffers) {
  std::size_t count = 0;
  std::size_t left = kMostBytesAtOnce;
  for (const Bytes& piece : pieces) {
    if (count == buffers.size() || (left == 0 && !wholeDatagram)) break;
    const std::size_t size = wholeDatagram ? piece.size() : std::min(piece.size(), left);
    // The system only reads through it.
    buffers[count].buf = reinterpret_cast<char*>(const_cast<std::uint8_t*>(piece.data()));
    buffers[count].len = static_cast<ULONG>(size);
    ++count;
    left -= std::min(left, size);
  }
  return count;
}

}  // namespace

void SocketHandle::close() {
  if (open()) ::closesocket(release());
}

std::string errorWords(int error) {
  for (const ErrorRow& row : kErrors)
    if (row.error == error) return row.words;
  return "system error " + std::to_string(error);
}

std::string lookUpErrorWords(int error) { return ::gai_strerrorA(error); }

int fromSystemError(int systemError) {
  for (const ErrorRow& row : kErrors)
    if (row.system == systemError) return row.error;
  return systemError;
}

int lastSocketError() { return fromSystemError(::WSAGetLastError()); }

SocketHandle openSocket(SocketKind kind, bool v6) {
  const int type = kind == SocketKind::Stream ? SOCK_STREAM : SOCK_DGRAM;
  SocketHandle socket = prepared(::socket(v6 ? AF_INET6 : AF_INET, type, 0));
  if (socket.open() && kind == SocketKind::Datagram) {
    keepQuietAboutClosedPorts(socket.get());
    setBufferSize(socket.get(), false, kDatagramBuffer);
  }
  return socket;
}

SocketHandle acceptSocket(Handle listener) { return prepared(::accept(listener, nullptr, nullptr)); }

void claimPort(Handle handle, SocketKind) { setOption<BOOL>(handle, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, TRUE); }

void setV6Only(Handle handle, bool only) { setOption<DWORD>(handle, IPPROTO_IPV6, IPV6_V6ONLY, only ? 1 : 0); }

// No port needs more rights here: that one is refused means that somebody has it for himself, or the system for others.
int bindSocket(Handle handle, const Endpoint& local) {
  const int error = zeroOrError(::bind(handle, local.data(), static_cast<int>(local.size())));
  return error == EACCES ? EADDRINUSE : error;
}

int listenOn(Handle handle, int backlog) { return zeroOrError(::listen(handle, backlog)); }

// It could where IPv6 is switched on; a listener for each family works in either case, and each claims its own port.
bool listensToBothFamilies() { return false; }

Endpoint localEndpoint(Handle handle) { return addressBy(::getsockname, handle); }

Endpoint peerEndpoint(Handle handle) { return addressBy(::getpeername, handle); }

int bufferSize(Handle handle, bool receive) { return option(handle, receive ? SO_RCVBUF : SO_SNDBUF); }

void setBufferSize(Handle handle, bool receive, int bytes) {
  setOption<int>(handle, SOL_SOCKET, receive ? SO_RCVBUF : SO_SNDBUF, bytes);
}

std::uint64_t droppedDatagrams(Handle) { return 0; }

void tuneConnection(Handle handle) {
  tcp_keepalive keepAlive{1, kIdleMs, kIntervalMs};
  DWORD returned = 0;
  ::WSAIoctl(handle, SIO_KEEPALIVE_VALS, &keepAlive, sizeof keepAlive, nullptr, 0, &returned, nullptr, nullptr);
  setOption<BOOL>(handle, IPPROTO_TCP, TCP_NODELAY, TRUE);
  setOption<int>(handle, SOL_SOCKET, SO_SNDBUF, kConnectionBuffer);
}

void giveUpOnSilence(Handle handle) { setOption<DWORD>(handle, IPPROTO_TCP, TCP_MAXRT, kSilenceSeconds); }

int connectError(Handle handle) { return fromSystemError(option(handle, SO_ERROR)); }

void endOfSending(Handle handle) { ::shutdown(handle, SD_SEND); }

IoResult sendPieces(Handle handle, std::span<const Bytes> pieces, const Endpoint* to) {
  std::array<WSABUF, kMostPieces> buffers;
  const auto count = static_cast<DWORD>(gather(pieces, to != nullptr, buffers));
  DWORD sent = 0;
  const int failed = to == nullptr ? ::WSASend(handle, buffers.data(), count, &sent, 0, nullptr, nullptr)
                                   : ::WSASendTo(handle, buffers.data(), count, &sent, 0, to->data(),
                                                 static_cast<int>(to->size()), nullptr, nullptr);
  if (failed != 0) return {0, lastSocketError()};
  return {sent, 0};
}

IoResult receiveBytes(Handle handle, std::span<std::uint8_t> buffer) {
  const int count = ::recv(handle, reinterpret_cast<char*>(buffer.data()), static_cast<int>(buffer.size()), 0);
  if (count < 0) return {0, lastSocketError()};
  return {static_cast<std::size_t>(count), 0};
}

IoResult receiveDatagram(Handle handle, std::span<std::uint8_t> buffer, Endpoint& from, bool& truncated) {
  sockaddr_storage address{};
  int size = sizeof address;
  const int count = ::recvfrom(handle, reinterpret_cast<char*>(buffer.data()), static_cast<int>(buffer.size()), 0,
                               reinterpret_cast<sockaddr*>(&address), &size);
  truncated = count < 0 && ::WSAGetLastError() == WSAEMSGSIZE;
  if (count < 0 && !truncated) {
    const int error = lastSocketError();
    // What other systems call so: an answer to an earlier datagram of this socket.
    return {0, error == ECONNRESET || error == ENETRESET ? ECONNREFUSED : error};
  }
  from = Endpoint(reinterpret_cast<const sockaddr*>(&address), static_cast<std::size_t>(size));
  return {truncated ? buffer.size() : static_cast<std::size_t>(count), 0};
}

}  // namespace zoetrope::net
