// SPDX-License-Identifier: MIT
// What a supervised server says of its sessions once a second: a line for each that plays or has changed, and one for
// all of them together. Events are told elsewhere (session_words.h), at once and all of them.
// Spec: docs/control_protocol.md.
// Thread: each says.
// Limits: kMaxReportsPerRound sessions have a line of their own in a round; with more, they take turns.
#pragma once

#include "libstream/base/time.h"
#include "rtsp_server/frame_pump.h"
#include "rtsp_server/session_words.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace zoetrope::server {

// What a session is asked once a second.
class ReportedSession {
 public:
  virtual ~ReportedSession() = default;
  virtual SessionName name() const = 0;
  virtual rtsp::ServerState state() const = 0;
  // RTP packets with their headers, those sent again included, that have left this program.
  virtual std::uint64_t bytesSent() const = 0;
  // 0 to 1, as the receiver reported last; nothing: it has not.
  virtual std::optional<double> reportedLoss() const = 0;
};

// Packets and payload that the pump has handed over and what was sent again, less what waits in a connection.
std::uint64_t bytesGone(const FramePump::Counters& sent, std::uint64_t againBytes, const MediaOut& out);

// One second's report of all workers; the last of them to add its part writes the line for all.
// Thread: any.
class ReportRound {
 public:
  ReportRound(EventLog& log, std::size_t workers) : log_(log), share_(shareOf(workers)), missing_(workers) {}

  // Sessions that each worker may report.
  std::size_t share() const { return share_; }
  // False: who reads is too far behind.
  bool tell(const control::SessionLine& line) { return log_.report(line); }
  void addPart(const control::ServerStats& part);
  bool complete() const;

 private:
  static std::size_t shareOf(std::size_t workers);

  // Given (not owned).
  EventLog& log_;
  // State.
  const std::size_t share_;
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  std::size_t missing_;
  control::ServerStats sum_;
};

// The sessions of one worker.
// Thread: the worker's.
class SessionReports {
 public:
  // A session is asked as long as this lives; the session outlives it, and so does what lists it.
  class Listed {
   public:
    Listed() = default;
    Listed(SessionReports& reports, const ReportedSession& session) : reports_(&reports), session_(&session) {}
    ~Listed() { end(); }
    Listed(Listed&& other) noexcept : reports_(std::exchange(other.reports_, nullptr)), session_(other.session_) {}
    Listed& operator=(Listed&& other) noexcept;

    void end();

   private:
    SessionReports* reports_ = nullptr;
    const ReportedSession* session_ = nullptr;
  };

  [[nodiscard]] Listed list(const ReportedSession& session, TimePoint now);
  void report(ReportRound& round, TimePoint now);

 private:
  // How a session is. It begins as its setup says.
  struct Told {
    rtsp::ServerState state = rtsp::ServerState::Ready;
    double rateBps = 0;
    std::optional<double> loss;
    friend bool operator==(const Told&, const Told&) = default;
  };
  struct Entry {
    const ReportedSession* session;
    TimePoint measuredAt;
    std::uint64_t bytes;
    Told now = {};
    Told told = {};
  };

  void end(const ReportedSession* session);
  static void measure(Entry& entry, TimePoint now);
  static bool due(const Entry& entry) {
    return entry.now.state == rtsp::ServerState::Playing || entry.now != entry.told;
  }
  static bool tell(Entry& entry, ReportRound& round);
  std::size_t tellDue(ReportRound& round);

  // State.
  std::vector<Entry> entries_;
  std::size_t next_ = 0;  // whose turn it is
};

}  // namespace zoetrope::server
