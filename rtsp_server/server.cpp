// SPDX-License-Identifier: MIT
#include "rtsp_server/server.h"

#include <Poco/Exception.h>

#include <algorithm>
#include <thread>

namespace zoetrope::server {

namespace {

#ifdef _WIN32
constexpr const char* kShowsPorts =
    "netstat -abn shows which; netsh int ipv4 show excludedportrange tcp shows the ports that Windows keeps back";
constexpr const char* kShowsAddresses = "ipconfig";
#else
constexpr const char* kShowsPorts = "ss -ltnp shows which";
constexpr const char* kShowsAddresses = "ip addr";
#endif

using control::ExitCode;
using net::BindError;

std::size_t cores() { return std::max(1U, std::thread::hardware_concurrency()); }

// Invalid when it is gone again.
net::Endpoint peerOf(const Poco::Net::StreamSocket& socket) {
  try {
    return net::Endpoint(socket.peerAddress());
  } catch (const Poco::Exception&) {
    return {};
  }
}

// Enough for the sessions of an address and for who only asks; no limit there means none here.
std::size_t connectionsPerAddress(const Options& options) {
  if (options.maxSessionsPerAddress == 0) return 0;
  return std::max(kMinConnectionsPerAddress, 2 * options.maxSessionsPerAddress);
}

StartError cannotListen(const BindError& error) {
  switch (error.kind) {
    case BindError::Kind::InUse:
      return {ExitCode::PortUnavailable, error.message,
              std::string("Choose another port, or end the program that has it (") + kShowsPorts +
                  "); port 0 takes a free one."};
    case BindError::Kind::NoRight:
      return {ExitCode::PortUnavailable, error.message,
              "Ports below 1024 need administrator rights: choose one from 1024 up, such as 8554."};
    case BindError::Kind::NoSuchAddress:
      return {ExitCode::PortUnavailable, error.message,
              std::string("Choose an address of this machine (--bind; ") + kShowsAddresses +
                  " lists them), or leave it out for all."};
    case BindError::Kind::Other:
      break;
  }
  return {ExitCode::Failure, error.message, "Try another port or address."};
}

}  // namespace

Server::Server(const Options& options, const Clock& clock, EventLog& log, net::Loop& loop)
    : options_(options),
      clock_(clock),
      log_(log),
      loop_(loop),
      cache_(options.remedyCacheBytes),
      renditions_(options.renditionCacheBytes),
      limits_(options.maxSessions, options.maxSessionsPerAddress),
      connectionLimits_(kMaxConnections, connectionsPerAddress(options)),
      helpers_(std::in_place, std::max<std::size_t>(1, cores() - 1), kHelperQueue),
      renderers_(std::in_place, std::max<std::size_t>(1, cores() - 1), kHelperQueue),
      library_(options.root, options.fps, clock, {cache_, *helpers_, renditions_, *renderers_, clock, log}),
      pause_(loop),
      reportTimer_(loop) {}

Server::~Server() { stop(); }

Result<void, StartError> Server::start() {
  std::error_code problem;
  if (!std::filesystem::is_directory(options_.root, problem))
    return StartError{ExitCode::NotFound, "there is no folder " + options_.root.string(),
                      "Choose the folder with the movies (--root); zoetrope-server --make-demo DIR makes some."};
  auto listener = net::TcpListener::listen(options_.bind, options_.port);
  if (!listener) return cannotListen(listener.error());
  listener_ = *std::move(listener);
  const std::size_t count = options_.workers != 0 ? options_.workers : cores();
  for (std::size_t i = 0; i < count; ++i)
    workers_.push_back(std::make_unique<Worker>(Worker::Shared{options_, clock_, library_, limits_, log_}));
  for (const net::Handle handle : listener_->handles())
    watches_.push_back(loop_.watch(handle, net::Interest::Read, [this](net::Ready) { acceptSome(); }));
  if (log_.supervised()) reportNext();
  return {};
}

void Server::acceptSome() {
  for (int i = 0; i < kAcceptsPerRound; ++i) {
    auto accepted = listener_->accept();
    if (accepted.exhausted) {
      refused("the system gives no more handles (ulimit -n)");
      listen(net::Interest::None);
      pause_.setAfter(kAcceptPause, [this] { listen(net::Interest::Read); });
      return;
    }
    if (!accepted.socket) return;
    adopt(*std::move(accepted.socket));
  }
}

void Server::listen(net::Interest interest) {
  for (const net::WatchId watch : watches_) loop_.setInterest(watch, interest);
}

void Server::adopt(Poco::Net::StreamSocket socket) {
  const net::Endpoint peer = peerOf(socket);
  if (!peer.valid()) return;
  auto place = connectionLimits_.tryTake(peer.host());
  if (!place) return refused("there are too many, in all or from " + peer.host());
  leastBusy().adopt(std::move(socket), std::move(place));
}

// However often it happens, the log has it once in a while.
void Server::refused(const std::string& why) {
  const TimePoint now = clock_.now();
  ++refusals_;
  if (refusedAt_ && now - *refusedAt_ < kRefusalLogInterval) return;
  refusedAt_ = now;
  log_.line("a connection cannot be taken: " + why + " (" + std::to_string(refusals_) + " so far)");
}

void Server::reportNext() {
  reportTimer_.setAfter(kReportInterval, [this] {
    report();
    reportNext();
  });
}

// Once more after the last session has ended. A worker that has not answered yet is not asked again.
void Server::report() {
  const bool some = limits_.sessions() > 0;
  if (!some && !hadSessions_) return;
  if (round_ && !round_->complete()) return;
  hadSessions_ = some;
  round_ = std::make_shared<ReportRound>(log_, workers_.size());
  for (const auto& worker : workers_) worker->report(round_);
}

Worker& Server::leastBusy() {
  return **std::min_element(workers_.begin(), workers_.end(),
                            [](const auto& a, const auto& b) { return a->connections() < b->connections(); });
}

std::size_t Server::connections() const {
  std::size_t count = 0;
  for (const auto& worker : workers_) count += worker->connections();
  return count;
}

void Server::stop() {
  for (const net::WatchId watch : watches_) loop_.unwatch(watch);
  watches_.clear();
  pause_.cancel();
  reportTimer_.cancel();
  for (const auto& worker : workers_) worker->stop();
  for (const auto& worker : workers_) worker->join();
  if (helpers_) helpers_->stop();
  if (renderers_) renderers_->stop();
  workers_.clear();
}

}  // namespace zoetrope::server
