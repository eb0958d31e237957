// SPDX-License-Identifier: MIT
#include "rtsp_client/window/exchanges.h"

#include "libstream/base/text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace zoetrope::client {
namespace {

std::string firstLine(const std::string& text) { return std::string(trim(text.substr(0, text.find('\n')))); }

std::string firstWord(const std::string& text) { return text.substr(0, text.find_first_of(" \r\n")); }

// "RTSP/1.0 200 OK" without its version.
std::string statusOf(const std::string& reply) {
  const std::string line = firstLine(reply);
  const std::size_t space = line.find(' ');
  return space == std::string::npos ? line : std::string(trim(line.substr(space + 1)));
}

std::string cseqOf(const std::string& text) {
  for (const std::string_view line : split(text, '\n')) {
    if (startsWithIgnoreCase(line, "cseq:")) return std::string(trim(line.substr(5)));
  }
  return {};
}

std::string withoutCarriageReturns(std::string text) {
  std::erase(text, '\r');
  return text;
}

// Servers ask too, and the player answers them. What comes from a server and is neither is an answer gone wrong.
bool isRequest(const ConversationEntry& entry) {
  const std::string line = firstLine(entry.text);
  if (startsWithIgnoreCase(line, "RTSP/")) return false;
  return entry.request || startsWithIgnoreCase(line.substr(line.rfind(' ') + 1), "RTSP/");
}

}  // namespace

bool Exchanges::add(const std::vector<ConversationEntry>& entries) {
  for (const ConversationEntry& entry : entries) {
    if (isRequest(entry)) {
      addRequest(entry);
    } else {
      addReply(entry);
    }
  }
  if (!entries.empty()) seen_ = entries.back().number + 1;
  return !entries.empty();
}

void Exchanges::addRequest(const ConversationEntry& entry) {
  Exchange exchange;
  exchange.method = firstWord(entry.text);
  exchange.fromServer = !entry.request;
  exchange.preBuffer = entry.preBuffer && entry.request;
  exchange.asked = entry.at;
  exchange.request = entry.text;
  exchanges_.push_back(std::move(exchange));
  if (exchanges_.size() > kMostExchanges) exchanges_.pop_front();
}

// The oldest that waits with this number; servers that send none, or a wrong one, answer in order.
Exchange* Exchanges::waitingFor(bool fromServer, const std::string& cseq) {
  Exchange* oldest = nullptr;
  for (Exchange& each : exchanges_) {
    if (each.answered() || each.fromServer != fromServer) continue;
    if (!cseq.empty() && cseqOf(each.request) == cseq) return &each;
    if (oldest == nullptr) oldest = &each;
  }
  return oldest;
}

void Exchanges::addReply(const ConversationEntry& entry) {
  Exchange* const waiting = waitingFor(entry.request, cseqOf(entry.text));
  if (waiting == nullptr) return;
  waiting->reply = entry.text;
  waiting->answer = statusOf(entry.text);
  waiting->taken = std::max(Duration::zero(), Duration(entry.at - waiting->asked));
}

std::string requestTitle(const Exchange& exchange) {
  if (exchange.fromServer) return exchange.method + " (server)";
  return exchange.preBuffer ? exchange.method + " (pre-buffer)" : exchange.method;
}

std::string takenText(const Exchange& exchange) {
  if (!exchange.answered()) return {};
  const double milliseconds = toSeconds(exchange.taken) * 1000;
  char text[32];
  std::snprintf(text, sizeof text, "%lld ms", std::llround(std::min(milliseconds, 1e9)));
  return text;
}

std::string wireText(const Exchange& exchange) {
  std::string text = withoutCarriageReturns(exchange.request);
  if (!exchange.answered()) return text;
  if (!text.empty() && text.back() != '\n') text += '\n';
  if (!text.ends_with("\n\n")) text += '\n';
  return text + withoutCarriageReturns(exchange.reply);
}

}  // namespace zoetrope::client
