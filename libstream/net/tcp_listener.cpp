// SPDX-License-Identifier: MIT
#include "libstream/net/tcp_listener.h"

#include "libstream/net/socket_calls.h"

#include <Poco/Net/StreamSocketImpl.h>

#include <algorithm>
#include <cerrno>

namespace zoetrope::net {

namespace {

constexpr int kBacklog = 128;
// With any port free to choose, how often one that is taken in the other family is forgiven.
constexpr int kPairTries = 64;

std::string portWords(const std::optional<Endpoint>& address, std::uint16_t port) {
  if (!address) return "port " + std::to_string(port);
  return port == 0 ? "a port of " + address->host() : "port " + std::to_string(port) + " of " + address->host();
}

// 0, or the error; then the socket is not open.
int listenAt(SocketHandle& listener, const Endpoint& local, bool bothFamilies) {
  SocketHandle socket = openSocket(SocketKind::Stream, local.isV6());
  if (!socket.open()) return lastSocketError();
  claimPort(socket.get(), SocketKind::Stream);
  if (local.isV6()) setV6Only(socket.get(), !bothFamilies);
  int error = bindSocket(socket.get(), local);
  if (error == 0) error = listenOn(socket.get(), kBacklog);
  if (error == 0) listener = std::move(socket);
  return error;
}

bool meansNoSuchFamily(int error) {
  return error == EAFNOSUPPORT || error == EADDRNOTAVAIL || error == EPROTONOSUPPORT;
}

// One socket for both families, IPv4 alone where there is no IPv6.
int listenWithOne(std::vector<SocketHandle>& sockets, std::uint16_t port) {
  SocketHandle socket;
  int error = listenAt(socket, Endpoint::anyV6(port), true);
  if (meansNoSuchFamily(error)) error = listenAt(socket, Endpoint::anyV4(port), false);
  if (error == 0) sockets.push_back(std::move(socket));
  return error;
}

// One for each family on the same port, IPv4 alone where there is no IPv6.
int listenWithTwo(std::vector<SocketHandle>& sockets, std::uint16_t port) {
  int error = 0;
  for (int tries = 0; tries < kPairTries; ++tries) {
    SocketHandle v4, v6;
    error = listenAt(v4, Endpoint::anyV4(port), false);
    if (error != 0) return error;
    error = listenAt(v6, Endpoint::anyV6(localEndpoint(v4.get()).port()), false);
    if (error != 0 && !meansNoSuchFamily(error)) {
      if (port == 0) continue;
      return error;
    }
    sockets.push_back(std::move(v4));
    if (v6.open()) sockets.push_back(std::move(v6));
    return 0;
  }
  return error;
}

}  // namespace

Result<TcpListener, BindError> TcpListener::listen(const std::optional<Endpoint>& address, std::uint16_t port) {
  std::vector<SocketHandle> sockets;
  int error = 0;
  if (address) {
    SocketHandle socket;
    error = listenAt(socket, address->withPort(port), false);
    sockets.push_back(std::move(socket));
  } else {
    error = listensToBothFamilies() ? listenWithOne(sockets, port) : listenWithTwo(sockets, port);
  }
  if (error != 0) return bindError(error, portWords(address, port));
  return TcpListener(std::move(sockets), !address || address->isAny());
}

TcpListener::Accepted TcpListener::accept() {
  bool exhausted = false;
  for (const SocketHandle& listener : sockets_) {
    SocketHandle socket = acceptSocket(listener.get());
    if (socket.open()) return {Poco::Net::StreamSocket(new Poco::Net::StreamSocketImpl(socket.release())), false};
    const int error = lastSocketError();
    exhausted = exhausted || error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
  }
  return {std::nullopt, exhausted};
}

Endpoint TcpListener::local() const { return localEndpoint(sockets_.front().get()); }

std::vector<Handle> TcpListener::handles() const {
  std::vector<Handle> handles;
  for (const SocketHandle& socket : sockets_) handles.push_back(socket.get());
  return handles;
}

}  // namespace zoetrope::net
