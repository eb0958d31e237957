// SPDX-License-Identifier: MIT
// A socket address as a value: numeric host and port, IPv4 or IPv6, no look-ups, no allocation.
// Thread: values, no shared state.
#pragma once

#include <Poco/Net/SocketAddress.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zoetrope::net {

// An IPv4 address that came through a dual-stack socket (::ffff:a.b.c.d) is kept as the IPv4 address that it is.
class Endpoint {
 public:
  Endpoint() = default;
  explicit Endpoint(const Poco::Net::SocketAddress& address);
  Endpoint(const sockaddr* address, std::size_t size);
  // A numeric address ("127.0.0.1", "::1", "fe80::1%eth0"); nothing when it is a name or rubbish.
  static std::optional<Endpoint> parse(std::string_view host, std::uint16_t port);
  static Endpoint anyV4(std::uint16_t port);
  static Endpoint anyV6(std::uint16_t port);

  bool valid() const { return size_ != 0; }
  bool isV6() const { return storage_.ss_family == AF_INET6; }
  bool isAny() const;
  std::uint16_t port() const;
  Endpoint withPort(std::uint16_t port) const;
  bool sameHost(const Endpoint& other) const;
  // "127.0.0.1", "::1"
  std::string host() const;
  // As it stands in a URL: an IPv6 address in brackets.
  std::string urlHost() const;
  // "127.0.0.1:8554", "[::1]:8554"
  std::string text() const;

  const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  socklen_t size() const { return size_; }
  Poco::Net::SocketAddress toPoco() const { return {data(), size_}; }

  friend bool operator==(const Endpoint& a, const Endpoint& b) { return a.port() == b.port() && a.sameHost(b); }

 private:
  sockaddr_storage storage_{};
  socklen_t size_ = 0;
};

}  // namespace zoetrope::net
