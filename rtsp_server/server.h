// SPDX-License-Identifier: MIT
// The server as a whole: listens, hands each connection to the worker with the fewest, and shares the movies.
// Thread: start() and the acceptor on the loop given; everything else is the workers'.
// Owns: listener, workers, helpers, library. Borrows: options, clock, log and the loop.
// Fails: start() with a sentence, what to do, and the exit code.
#pragma once

#include "libstream/control/exit_codes.h"
#include "libstream/net/tcp_listener.h"
#include "rtsp_server/worker.h"

#include <memory>
#include <optional>
#include <vector>

namespace zoetrope::server {

struct StartError {
  control::ExitCode code = control::ExitCode::Failure;
  std::string message;  // what is wrong
  std::string advice;   // what to do
};

class Server {
 public:
  Server(const Options& options, const Clock& clock, EventLog& log, net::Loop& loop);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  Result<void, StartError> start();
  // Takes no more connections, says goodbye on all, waits for the threads.
  void stop();

  // Where it listens, once started.
  net::Endpoint local() const { return listener_->local(); }
  bool allAddresses() const { return listener_->allAddresses(); }
  std::vector<movie::ListedMovie> movies() const { return library_.listNow(); }
  std::size_t connections() const;
  const SessionLimits& limits() const { return limits_; }

 private:
  void acceptSome();
  void listen(net::Interest interest);
  void adopt(Poco::Net::StreamSocket socket);
  void refused(const std::string& why);
  void reportNext();
  void report();
  Worker& leastBusy();

  // Given (not owned).
  const Options& options_;
  const Clock& clock_;
  EventLog& log_;
  net::Loop& loop_;
  // Owned. The helpers end before what their jobs report to.
  PictureCache cache_;
  PictureCache renditions_;
  SessionLimits limits_;
  SessionLimits connectionLimits_;
  std::optional<HelperPool> helpers_;
  std::optional<HelperPool> renderers_;
  MovieLibrary library_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::optional<net::TcpListener> listener_;
  // State.
  std::vector<net::WatchId> watches_;
  net::Timer pause_;
  net::Timer reportTimer_;
  std::shared_ptr<ReportRound> round_;  // the newest
  bool hadSessions_ = false;            // when it was made
  std::size_t refusals_ = 0;
  std::optional<TimePoint> refusedAt_;
};

}  // namespace zoetrope::server
