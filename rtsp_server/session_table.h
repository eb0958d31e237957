// SPDX-License-Identifier: MIT
// The standard sessions of one worker: each found by its id, and only over the connection that made it; what happens to
// them goes to the log; those that are over, and those without a connection for too long, are taken away.
// Thread: the worker's.
// Owns: the sessions.
#pragma once

#include "rtsp_server/standard_session.h"
#include "rtsp_server/worker_services.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace zoetrope::server {

using ConnectionId = std::uint64_t;

class SessionTable final : public StandardSession::Listener {
 public:
  struct Record {
    std::unique_ptr<StandardSession> session;
    ConnectionId owner = 0;
    std::string controlUrl;                    // for RTP-Info
    std::optional<std::uint8_t> rtcpChannel;   // of an interleaved session
    std::shared_ptr<class ServedMovie> movie;  // to mark what cannot be sent any more
    SessionReports::Listed listed = {};
  };

  SessionTable(net::Loop& loop, EventLog& log, SessionReports& reports)
      : loop_(loop), log_(log), reports_(reports), sweep_(loop), faultTimer_(loop) {}

  Record& add(Record record);
  // Null when there is none or it belongs to another connection.
  Record* find(const std::string& id, ConnectionId owner);
  // "teardown", and the like: said in the log.
  void remove(const std::string& id, const std::string& why);

  bool hasAny(ConnectionId owner) const;
  // The interleaved channels that its sessions have.
  std::set<std::uint8_t> channelsOf(ConnectionId owner) const;

  // All interleaved frames and ends of a connection.
  void onInterleavedRtcp(ConnectionId owner, std::uint8_t channel, Bytes compound);
  void onMediaProgress(ConnectionId owner);
  // May come from inside a session's own send: what follows happens in the loop's next round.
  void onMediaFault(ConnectionId owner);
  void onConnectionClosed(ConnectionId owner);
  // Goodbye to everybody.
  void stopAll();

  void onSessionEvent(const StandardSession& session, const std::string& event, const std::string& text) override;
  void onSessionOver(StandardSession& session, const std::string& why) override;

 private:
  void endFaulted();
  template <class Action>
  void forEachOf(ConnectionId owner, Action action);

  // Given (not owned).
  net::Loop& loop_;
  EventLog& log_;
  SessionReports& reports_;
  // Owned.
  std::map<std::string, Record> records_;
  // State: what is over, taken away outside of its own call.
  std::vector<std::pair<std::string, std::string>> over_;
  net::Timer sweep_;
  std::set<ConnectionId> faulted_;
  net::Timer faultTimer_;
};

}  // namespace zoetrope::server
