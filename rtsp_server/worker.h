// SPDX-License-Identifier: MIT
// One thread with its loop: owns its connections, their sessions and their sockets outright.
// Thread: adopt, stop, report and connections any; the rest its own.
// Owns: the thread. Borrows: what all workers share.
#pragma once

#include "libstream/net/system_clock.h"
#include "rtsp_server/connection.h"
#include "rtsp_server/session_table.h"

#include <atomic>
#include <memory>
#include <thread>
#include <unordered_map>

namespace zoetrope::server {

class Worker {
 public:
  struct Shared {
    const Options& options;
    const Clock& clock;
    MovieLibrary& library;
    SessionLimits& limits;
    EventLog& log;
  };
  explicit Worker(const Shared& shared);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // A new connection. Counts at once.
  void adopt(Poco::Net::StreamSocket socket, SessionLimits::Place place);
  // Says goodbye to every session and ends the thread; join() waits for that.
  void stop();
  void join();
  // Its part of a report, in a while.
  void report(std::shared_ptr<ReportRound> round);
  std::size_t connections() const { return connectionCount_; }

 private:
  static constexpr net::BatchReceiver::Size kRtcpBatch{16, 2048};

  void accept(const Poco::Net::StreamSocket& socket, SessionLimits::Place place);
  void sayGoodbye();

  // Owned.
  net::Loop loop_;
  net::SystemRandom random_;
  std::unique_ptr<net::BatchSender> sender_;
  std::unique_ptr<net::BatchReceiver> rtcpReceiver_ = net::BatchReceiver::create(net::ReceiveWay::Mmsg, kRtcpBatch);
  SessionReports reports_;
  SessionTable sessions_;
  WorkerServices services_;
  std::unordered_map<ConnectionId, std::unique_ptr<Connection>> connections_;
  // State.
  ConnectionId lastId_ = 0;
  std::atomic<std::size_t> connectionCount_ = 0;
  std::thread thread_;
};

}  // namespace zoetrope::server
