// SPDX-License-Identifier: MIT
#include "rtsp_server/session_reports.h"

#include "libstream/rtp/packet.h"
#include "rtsp_server/limits.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::server {

std::uint64_t bytesGone(const FramePump::Counters& sent, std::uint64_t againBytes, const MediaOut& out) {
  const std::uint64_t given = sent.bytes + sent.packets * rtp::kFixedHeaderSize + againBytes;
  return given - std::min<std::uint64_t>(given, out.queuedBytes());
}

std::size_t ReportRound::shareOf(std::size_t workers) {
  return std::max<std::size_t>(1, kMaxReportsPerRound / std::max<std::size_t>(1, workers));
}

void ReportRound::addPart(const control::ServerStats& part) {
  const std::lock_guard lock(mutex_);
  sum_.sessions += part.sessions;
  sum_.viewers += part.viewers;
  sum_.reported += part.reported;
  sum_.rateBps += part.rateBps;
  if (missing_ == 0 || --missing_ > 0) return;
  log_.report(control::StatsLine{.server = sum_});
}

bool ReportRound::complete() const {
  const std::lock_guard lock(mutex_);
  return missing_ == 0;
}

SessionReports::Listed& SessionReports::Listed::operator=(Listed&& other) noexcept {
  if (this == &other) return *this;
  end();
  reports_ = std::exchange(other.reports_, nullptr);
  session_ = other.session_;
  return *this;
}

void SessionReports::Listed::end() {
  if (reports_ != nullptr) reports_->end(session_);
  reports_ = nullptr;
}

SessionReports::Listed SessionReports::list(const ReportedSession& session, TimePoint now) {
  entries_.push_back({&session, now, session.bytesSent()});
  return {*this, session};
}

void SessionReports::end(const ReportedSession* session) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.session == session; });
  if (found == entries_.end()) return;
  if (static_cast<std::size_t>(found - entries_.begin()) < next_) --next_;
  entries_.erase(found);
}

void SessionReports::report(ReportRound& round, TimePoint now) {
  control::ServerStats part;
  for (Entry& entry : entries_) {
    measure(entry, now);
    ++part.sessions;
    if (entry.now.state == rtsp::ServerState::Playing) ++part.viewers;
    part.rateBps += entry.now.rateBps;
  }
  part.reported = tellDue(round);
  round.addPart(part);
}

// What waits may be another session's of the same connection: the count can go back.
void SessionReports::measure(Entry& entry, TimePoint now) {
  entry.now.state = entry.session->state();
  entry.now.loss = entry.session->reportedLoss();
  const Duration since = now - entry.measuredAt;
  if (since < kLeastMeasured) return;
  const std::uint64_t bytes = entry.session->bytesSent();
  const std::uint64_t more = bytes - std::min(bytes, entry.bytes);
  entry.now.rateBps = std::round(static_cast<double>(more) * 8 / toSeconds(since));
  entry.bytes = std::max(entry.bytes, bytes);
  entry.measuredAt = now;
}

bool SessionReports::tell(Entry& entry, ReportRound& round) {
  control::SessionLine line = sessionLine(entry.session->name(), "report", "");
  line.rateBps = entry.now.rateBps;
  line.loss = entry.now.loss;
  if (!round.tell(line)) return false;
  entry.told = entry.now;
  return true;
}

std::size_t SessionReports::tellDue(ReportRound& round) {
  std::size_t told = 0;
  for (std::size_t looked = 0; looked < entries_.size() && told < round.share(); ++looked) {
    if (next_ >= entries_.size()) next_ = 0;
    Entry& entry = entries_[next_];
    const bool isDue = due(entry);
    if (isDue && !tell(entry, round)) break;
    if (isDue) ++told;
    ++next_;
  }
  return told;
}

}  // namespace zoetrope::server
