// SPDX-License-Identifier: MIT
#include "rtsp_server/worker.h"

#include "rtsp_server/limits.h"

namespace zoetrope::server {

Worker::Worker(const Shared& shared)
    : sender_(net::BatchSender::create(shared.options.send)),
      sessions_(loop_, shared.log, reports_),
      services_{shared.options, loop_,         shared.clock, random_,   *sender_, *rtcpReceiver_,
                shared.library, shared.limits, shared.log,   sessions_, reports_},
      thread_([this] {
        loop_.setGrain(kSendGrain);
        loop_.run();
      }) {}

Worker::~Worker() {
  stop();
  join();
  connections_.clear();
}

void Worker::adopt(Poco::Net::StreamSocket socket, SessionLimits::Place place) {
  ++connectionCount_;
  loop_.post([this, socket = std::move(socket), place = std::move(place)] { accept(socket, place); });
}

void Worker::accept(const Poco::Net::StreamSocket& socket, SessionLimits::Place place) {
  const ConnectionId id = ++lastId_;
  auto over = [this](ConnectionId which) {
    connections_.erase(which);
    --connectionCount_;
  };
  connections_.emplace(
      id, std::make_unique<Connection>(services_, Connection::Accepted{id, socket, std::move(place)}, std::move(over)));
}

void Worker::stop() {
  loop_.post([this] {
    sayGoodbye();
    loop_.stop();
  });
}

void Worker::report(std::shared_ptr<ReportRound> round) {
  loop_.post([this, round = std::move(round)] { reports_.report(*round, loop_.now()); });
}

void Worker::sayGoodbye() {
  for (auto& [id, connection] : connections_) connection->stop();
  sessions_.stopAll();
}

void Worker::join() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace zoetrope::server
