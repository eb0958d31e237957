// SPDX-License-Identifier: MIT
#include "rtsp_server/session_table.h"

#include "rtsp_server/session_words.h"

#include <algorithm>
#include <utility>

namespace zoetrope::server {

namespace {

std::string framesSent(const StandardSession& session) {
  const std::string account = session.out().account();
  return std::to_string(session.counters().frames) + " frames sent" + (account.empty() ? "" : "; " + account);
}

}  // namespace

SessionTable::Record& SessionTable::add(Record record) {
  const std::string id = record.session->id();
  Record& kept = records_.insert_or_assign(id, std::move(record)).first->second;
  kept.listed = reports_.list(*kept.session, loop_.now());
  logSession(log_, kept.session->name(), "setup", "set up");
  return kept;
}

SessionTable::Record* SessionTable::find(const std::string& id, ConnectionId owner) {
  const auto found = records_.find(id);
  if (found == records_.end() || found->second.owner != owner) return nullptr;
  return &found->second;
}

bool SessionTable::hasAny(ConnectionId owner) const {
  return std::any_of(records_.begin(), records_.end(), [&](const auto& entry) { return entry.second.owner == owner; });
}

std::set<std::uint8_t> SessionTable::channelsOf(ConnectionId owner) const {
  std::set<std::uint8_t> channels;
  for (const auto& [id, record] : records_) {
    if (record.owner != owner || !record.rtcpChannel) continue;
    channels.insert(*record.rtcpChannel);
    if (const auto rtp = record.session->out().interleavedChannel()) channels.insert(*rtp);
  }
  return channels;
}

void SessionTable::remove(const std::string& id, const std::string& why) {
  const auto found = records_.find(id);
  if (found == records_.end()) return;
  logSession(log_, found->second.session->name(), "ended", "ended: " + why + "; " + framesSent(*found->second.session));
  records_.erase(found);
}

// The action may remove sessions only through onSessionOver (later).
template <class Action>
void SessionTable::forEachOf(ConnectionId owner, Action action) {
  for (auto& [id, record] : records_)
    if (record.owner == owner) action(record);
}

void SessionTable::onInterleavedRtcp(ConnectionId owner, std::uint8_t channel, Bytes compound) {
  forEachOf(owner, [&](Record& record) {
    if (record.rtcpChannel == channel) record.session->onRtcp(compound);
  });
}

// An interleaved session whose packets are taken has somebody there.
void SessionTable::onMediaProgress(ConnectionId owner) {
  forEachOf(owner, [](Record& record) {
    if (record.rtcpChannel && record.session->state() == rtsp::ServerState::Playing) record.session->touch();
  });
}

void SessionTable::onMediaFault(ConnectionId owner) {
  faulted_.insert(owner);
  faultTimer_.set(loop_.now(), [this] { endFaulted(); });
}

void SessionTable::endFaulted() {
  const auto faulted = std::exchange(faulted_, {});
  for (auto& [id, record] : records_) {
    if (!faulted.contains(record.owner) || !record.rtcpChannel) continue;
    if (record.movie && !record.movie->unchanged()) record.session->onSourceFault();
  }
}

void SessionTable::onConnectionClosed(ConnectionId owner) {
  forEachOf(owner, [this](Record& record) {
    record.owner = 0;
    if (!record.session->onConnectionClosed()) onSessionOver(*record.session, "its connection was closed");
  });
}

void SessionTable::stopAll() {
  for (auto& [id, record] : records_) record.session->sayGoodbye();
  while (!records_.empty()) remove(records_.begin()->first, "the server stops");
}

void SessionTable::onSessionEvent(const StandardSession& session, const std::string& event, const std::string& text) {
  logSession(log_, session.name(), event, text);
}

void SessionTable::onSessionOver(StandardSession& session, const std::string& why) {
  over_.emplace_back(session.id(), why);
  sweep_.set(loop_.now(), [this] {
    const auto over = std::move(over_);
    over_.clear();
    for (const auto& [id, reason] : over) remove(id, reason);
  });
}

}  // namespace zoetrope::server
