// SPDX-License-Identifier: MIT
#include "libstream/net/local_addresses.h"

#include <algorithm>
#include <iphlpapi.h>
#include <memory>
#include <winsock2.h>
#include <ws2tcpip.h>

namespace zoetrope::net {

namespace {

constexpr ULONG kFlags = GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST | GAA_FLAG_SKIP_DNS_SERVER;
// The list may grow between two calls.
constexpr int kTries = 4;

std::unique_ptr<char[]> adapterList() {
  ULONG bytes = 16 * 1024;
  for (int tries = 0; tries < kTries; ++tries) {
    auto memory = std::make_unique<char[]>(bytes);
    auto* const list = reinterpret_cast<IP_ADAPTER_ADDRESSES*>(memory.get());
    const ULONG result = ::GetAdaptersAddresses(AF_UNSPEC, kFlags, nullptr, list, &bytes);
    if (result == NO_ERROR) return memory;
    if (result != ERROR_BUFFER_OVERFLOW) break;
  }
  return nullptr;
}

bool isUsable(const sockaddr* address) {
  if (address->sa_family == AF_INET) return true;
  return address->sa_family == AF_INET6 &&
         !IN6_IS_ADDR_LINKLOCAL(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr);
}

}  // namespace

std::vector<Endpoint> localAddresses(std::uint16_t port) {
  std::vector<Endpoint> found;
  const auto memory = adapterList();
  for (const auto* at = reinterpret_cast<const IP_ADAPTER_ADDRESSES*>(memory.get()); at != nullptr; at = at->Next) {
    if (at->OperStatus != IfOperStatusUp || at->IfType == IF_TYPE_SOFTWARE_LOOPBACK) continue;
    for (const auto* one = at->FirstUnicastAddress; one != nullptr; one = one->Next) {
      const SOCKET_ADDRESS& address = one->Address;
      if (isUsable(address.lpSockaddr))
        found.push_back(Endpoint(address.lpSockaddr, static_cast<std::size_t>(address.iSockaddrLength)).withPort(port));
    }
  }
  std::stable_partition(found.begin(), found.end(), [](const Endpoint& endpoint) { return !endpoint.isV6(); });
  found.push_back(*Endpoint::parse("127.0.0.1", port));
  return found;
}

// Sockets are not counted among files here, and a pipe that nobody reads is an error of the write already.
void raiseHandleLimit() {}
void ignorePipeSignals() {}

}  // namespace zoetrope::net
