// SPDX-License-Identifier: MIT
#include "libstream/net/lookup.h"

#include "libstream/net/socket_calls.h"

#include <mutex>
#include <thread>

namespace zoetrope::net {

Result<std::vector<Endpoint>> lookUp(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (error != 0) return Error{"there is no address for \"" + host + "\": " + lookUpErrorWords(error)};
  std::vector<Endpoint> endpoints;
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    const Endpoint endpoint(at->ai_addr, at->ai_addrlen);
    if (endpoint.valid()) endpoints.push_back(endpoint.withPort(port));
  }
  ::freeaddrinfo(found);
  if (endpoints.empty()) return Error{"\"" + host + "\" has no IPv4 or IPv6 address"};
  return endpoints;
}

struct AsyncLookUp::Shared {
  // Guarded by mutex.
  std::mutex mutex;
  Loop* loop = nullptr;  // null once the look-up is destroyed
  Answer answer;

  // From the thread: hands the result to the loop, if there still is one who waits.
  static void deliver(const std::shared_ptr<Shared>& self, Result<std::vector<Endpoint>> result) {
    const std::lock_guard lock(self->mutex);
    if (self->loop == nullptr) return;
    self->loop->post([self, result = std::move(result)] { self->call(result); });
  }
  void call(const Result<std::vector<Endpoint>>& result) {
    Answer last;
    {
      const std::lock_guard lock(mutex);
      if (loop != nullptr) last = std::move(answer);
    }
    if (last) last(result);
  }
};

AsyncLookUp::AsyncLookUp(Loop& loop, std::string host, std::uint16_t port, Answer answer)
    : shared_(std::make_shared<Shared>()) {
  shared_->loop = &loop;
  shared_->answer = std::move(answer);
  if (const auto numeric = Endpoint::parse(host, port)) {
    Shared::deliver(shared_, std::vector<Endpoint>{*numeric});
    return;
  }
  std::thread([shared = shared_, host = std::move(host), port] {
    Shared::deliver(shared, lookUp(host, port));
  }).detach();
}

AsyncLookUp::~AsyncLookUp() {
  const std::lock_guard lock(shared_->mutex);
  shared_->loop = nullptr;
}

}  // namespace zoetrope::net
