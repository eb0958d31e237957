// SPDX-License-Identifier: MIT
// The RTSP conversation as pairs of request and reply, and what a list says about each.
// Thread: one at a time.
// Limits: kMostExchanges; the oldest are forgotten.
#pragma once

#include "rtsp_client/engine_control.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::client {

inline constexpr std::size_t kMostExchanges = 500;

struct Exchange {
  // "PLAY"
  std::string method;
  // Asked by the server, answered here.
  bool fromServer = false;
  bool preBuffer = false;
  WallTime asked{};
  std::string request;
  // "200 OK"; empty while none has come.
  std::string answer;
  Duration taken{};
  std::string reply;

  bool answered() const { return !reply.empty(); }
};

class Exchanges {
 public:
  // Entries in the order in which they were said. True when anything is new.
  bool add(const std::vector<ConversationEntry>& entries);
  const std::deque<Exchange>& all() const { return exchanges_; }
  // Where the engine's next ones begin: behind the last that was added, however many it had forgotten.
  std::size_t seen() const { return seen_; }

 private:
  void addRequest(const ConversationEntry& entry);
  void addReply(const ConversationEntry& entry);
  Exchange* waitingFor(bool fromServer, const std::string& cseq);

  std::deque<Exchange> exchanges_;
  std::size_t seen_ = 0;
};

// "PLAY (pre-buffer)", "OPTIONS (server)"
std::string requestTitle(const Exchange& exchange);
// "12 ms"; empty while there is no reply.
std::string takenText(const Exchange& exchange);
// Request and reply in full, as on the wire, line ends made the system's.
std::string wireText(const Exchange& exchange);

}  // namespace zoetrope::client
