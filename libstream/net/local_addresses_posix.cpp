// SPDX-License-Identifier: MIT
#include "libstream/net/local_addresses.h"

#include <algorithm>
#include <csignal>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/resource.h>

namespace zoetrope::net {

namespace {

bool isLinkLocal(const sockaddr* address) {
  if (address->sa_family != AF_INET6) return false;
  return IN6_IS_ADDR_LINKLOCAL(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr) != 0;
}

bool isUsable(const ifaddrs& interface) {
  if (interface.ifa_addr == nullptr || (interface.ifa_flags & IFF_UP) == 0) return false;
  const int family = interface.ifa_addr->sa_family;
  return (family == AF_INET || family == AF_INET6) && (interface.ifa_flags & IFF_LOOPBACK) == 0 &&
         !isLinkLocal(interface.ifa_addr);
}

}  // namespace

std::vector<Endpoint> localAddresses(std::uint16_t port) {
  std::vector<Endpoint> found;
  ifaddrs* interfaces = nullptr;
  if (::getifaddrs(&interfaces) == 0) {
    for (const ifaddrs* at = interfaces; at != nullptr; at = at->ifa_next) {
      if (!isUsable(*at)) continue;
      const std::size_t size = at->ifa_addr->sa_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
      found.push_back(Endpoint(at->ifa_addr, size).withPort(port));
    }
    ::freeifaddrs(interfaces);
  }
  std::stable_partition(found.begin(), found.end(), [](const Endpoint& endpoint) { return !endpoint.isV6(); });
  found.push_back(*Endpoint::parse("127.0.0.1", port));
  return found;
}

void raiseHandleLimit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void ignorePipeSignals() { std::signal(SIGPIPE, SIG_IGN); }

}  // namespace zoetrope::net
