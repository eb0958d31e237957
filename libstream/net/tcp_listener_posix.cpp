// SPDX-License-Identifier: MIT
#include "libstream/net/tcp_listener.h"

#include <Poco/Exception.h>
#include <Poco/Net/StreamSocketImpl.h>

#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>

namespace zoetrope::net {

namespace {

constexpr int kBacklog = 128;

std::string portWords(const std::optional<Endpoint>& address, std::uint16_t port) {
  if (!address) return "port " + std::to_string(port);
  return port == 0 ? "a port of " + address->host() : "port " + std::to_string(port) + " of " + address->host();
}

// Poco's constructors share ports (SO_REUSEPORT); only the three-argument bind can be told not to.
bool tryListen(Poco::Net::ServerSocket& socket, const Endpoint& local, bool bothFamilies, int& error) {
  try {
    if (local.isV6())
      socket.bind6(local.toPoco(), true, false, !bothFamilies);
    else
      socket.bind(local.toPoco(), true, false);
    socket.listen(kBacklog);
    socket.setBlocking(false);
    return true;
  } catch (const Poco::Exception& e) {
    error = e.code() != 0 ? e.code() : errno;
    return false;
  }
}

}  // namespace

Result<TcpListener, BindError> TcpListener::listen(const std::optional<Endpoint>& address, std::uint16_t port) {
  int error = 0;
  Poco::Net::ServerSocket socket;
  const Endpoint first = address ? address->withPort(port) : Endpoint::anyV6(port);
  if (tryListen(socket, first, !address, error)) return TcpListener(socket, !address || address->isAny());
  const bool noV6 = error == EAFNOSUPPORT || error == EADDRNOTAVAIL || error == EPROTONOSUPPORT;
  if (!address && noV6) {
    Poco::Net::ServerSocket plain;
    if (tryListen(plain, Endpoint::anyV4(port), false, error)) return TcpListener(plain, true);
  }
  return bindError(error, portWords(address, port));
}

TcpListener::Accepted TcpListener::accept() {
  const int handle = ::accept4(socket_.impl()->sockfd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (handle >= 0) return {Poco::Net::StreamSocket(new Poco::Net::StreamSocketImpl(handle)), false};
  const bool exhausted = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
  return {std::nullopt, exhausted};
}

Endpoint TcpListener::local() const { return Endpoint(socket_.address()); }

}  // namespace zoetrope::net
