// SPDX-License-Identifier: MIT
#include "libstream/net/endpoint.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace zoetrope::net {

namespace {

const sockaddr_in& v4(const sockaddr_storage& storage) { return reinterpret_cast<const sockaddr_in&>(storage); }
const sockaddr_in6& v6(const sockaddr_storage& storage) { return reinterpret_cast<const sockaddr_in6&>(storage); }

// ::ffff:a.b.c.d is what a dual-stack socket says for an IPv4 peer.
void unmap(sockaddr_storage& storage, socklen_t& size) {
  if (storage.ss_family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&v6(storage).sin6_addr)) return;
  sockaddr_in plain{};
  plain.sin_family = AF_INET;
  plain.sin_port = v6(storage).sin6_port;
  std::memcpy(&plain.sin_addr, v6(storage).sin6_addr.s6_addr + 12, sizeof plain.sin_addr);
  storage = {};
  std::memcpy(&storage, &plain, sizeof plain);
  size = sizeof plain;
}

}  // namespace

Endpoint::Endpoint(const Poco::Net::SocketAddress& address) : Endpoint(address.addr(), address.length()) {}

Endpoint::Endpoint(const sockaddr* address, std::size_t size) {
  const bool known = size >= sizeof(sockaddr_in) && (address->sa_family == AF_INET || address->sa_family == AF_INET6);
  if (!known) return;
  size_ = static_cast<socklen_t>(std::min(size, sizeof storage_));
  std::memcpy(&storage_, address, size_);
  unmap(storage_, size_);
}

std::optional<Endpoint> Endpoint::parse(std::string_view host, std::uint16_t port) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host.empty()) return std::nullopt;
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST;
  hints.ai_socktype = SOCK_DGRAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(std::string(host).c_str(), nullptr, &hints, &found) != 0) return std::nullopt;
  const Endpoint endpoint = Endpoint(found->ai_addr, found->ai_addrlen).withPort(port);
  freeaddrinfo(found);
  return endpoint;
}

Endpoint Endpoint::anyV4(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  return {reinterpret_cast<const sockaddr*>(&address), sizeof address};
}

Endpoint Endpoint::anyV6(std::uint16_t port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  return {reinterpret_cast<const sockaddr*>(&address), sizeof address};
}

bool Endpoint::isAny() const {
  if (isV6()) return IN6_IS_ADDR_UNSPECIFIED(&v6(storage_).sin6_addr);
  return v4(storage_).sin_addr.s_addr == INADDR_ANY;
}

std::uint16_t Endpoint::port() const { return ntohs(isV6() ? v6(storage_).sin6_port : v4(storage_).sin_port); }

Endpoint Endpoint::withPort(std::uint16_t port) const {
  Endpoint copy = *this;
  if (isV6())
    reinterpret_cast<sockaddr_in6&>(copy.storage_).sin6_port = htons(port);
  else
    reinterpret_cast<sockaddr_in&>(copy.storage_).sin_port = htons(port);
  return copy;
}

bool Endpoint::sameHost(const Endpoint& other) const {
  if (storage_.ss_family != other.storage_.ss_family) return false;
  if (!isV6()) return v4(storage_).sin_addr.s_addr == v4(other.storage_).sin_addr.s_addr;
  return std::memcmp(&v6(storage_).sin6_addr, &v6(other.storage_).sin6_addr, sizeof(in6_addr)) == 0;
}

std::string Endpoint::host() const {
  if (!valid()) return "-";
  std::array<char, NI_MAXHOST> text{};
  if (getnameinfo(data(), size_, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0) return "-";
  return text.data();
}

std::string Endpoint::urlHost() const { return isV6() ? "[" + host() + "]" : host(); }

std::string Endpoint::text() const { return urlHost() + ":" + std::to_string(port()); }

}  // namespace zoetrope::net
