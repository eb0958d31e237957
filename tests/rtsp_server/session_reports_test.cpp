// SPDX-License-Identifier: MIT
#include "rtsp_server/session_reports.h"

#include "rtsp_server/limits.h"
#include "tests/support/turned_time.h"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::server {

using test::TurnedTime;

namespace {

class FakeSession final : public ReportedSession {
 public:
  explicit FakeSession(std::string id = "f00d") : id_(std::move(id)) {}
  SessionName name() const override {
    return {id_, "192.0.2.7:4711", "movie.mjpeg", "standard", "UDP", "UDP to port 6970", stateWord(state_)};
  }
  rtsp::ServerState state() const override { return state_; }
  std::uint64_t bytesSent() const override { return bytes; }
  std::optional<double> reportedLoss() const override { return loss; }
  void setState(rtsp::ServerState state) { state_ = state; }

  std::uint64_t bytes = 0;
  std::optional<double> loss;

 private:
  std::string id_;
  rtsp::ServerState state_ = rtsp::ServerState::Playing;
};

struct Fixture {
  // A round of one worker.
  void round(Duration after = kReportInterval) {
    lines.clear();
    stats.reset();
    time.turn(after);
    ReportRound one(log, 1);
    reports.report(one, time.now());
    BOOST_TEST(one.complete());
  }
  void take(const std::string& text) {
    const auto line = control::parseStatusLine(text);
    BOOST_REQUIRE_MESSAGE(line.ok(), text);
    if (const auto* session = std::get_if<control::SessionLine>(&*line)) lines.push_back(*session);
    if (const auto* all = std::get_if<control::StatsLine>(&*line)) stats = all->server;
  }

  TurnedTime time;
  std::vector<control::SessionLine> lines;
  std::optional<control::ServerStats> stats;
  std::vector<std::function<void()>> unread;
  bool read = true;
  EventLog log{time, true, [this](EventLog::Channel, const std::string& text, const std::function<void()>& written) {
                 if (text.starts_with("{")) take(text);
                 read ? written() : unread.push_back(written);
               }};
  SessionReports reports;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(session_reports, Fixture)

BOOST_AUTO_TEST_CASE(a_session_that_plays_is_reported_each_second_with_what_was_sent_in_it) {
  FakeSession session;
  const auto listed = reports.list(session, time.now());
  session.bytes = 125'000;
  round();
  BOOST_REQUIRE(lines.size() == 1U);
  BOOST_TEST(lines[0].event == "report");
  BOOST_TEST(lines[0].session == "f00d");
  BOOST_TEST(lines[0].peer == "192.0.2.7:4711");
  BOOST_TEST(lines[0].movie == "movie.mjpeg");
  BOOST_TEST(lines[0].dialect == "standard");
  BOOST_TEST(lines[0].transport == "UDP");
  BOOST_TEST(lines[0].state == "playing");
  BOOST_TEST(lines[0].rateBps.value() == 1e6);
  BOOST_TEST(!lines[0].loss);
  session.bytes += 500'000;
  session.loss = 0.25;
  round(std::chrono::seconds(2));
  BOOST_REQUIRE(lines.size() == 1U);
  BOOST_TEST(lines[0].rateBps.value() == 2e6);
  BOOST_TEST(lines[0].loss.value() == 0.25);
}

BOOST_AUTO_TEST_CASE(one_that_stands_still_is_reported_when_something_changed) {
  FakeSession session;
  const auto listed = reports.list(session, time.now());
  session.bytes = 1000;
  round();
  session.setState(rtsp::ServerState::Ready);
  round();
  BOOST_REQUIRE(lines.size() == 1U);
  BOOST_TEST(lines[0].state == "ready");
  BOOST_TEST(lines[0].rateBps.value() == 0);
  round();
  BOOST_TEST(lines.empty());
  BOOST_REQUIRE(stats);
  BOOST_TEST(stats->sessions == 1U);
  BOOST_TEST(stats->viewers == 0U);
  BOOST_TEST(stats->reported == 0U);
  session.loss = 0.5;
  round();
  BOOST_TEST(lines.size() == 1U);
}

BOOST_AUTO_TEST_CASE(one_that_was_only_set_up_has_its_event_and_no_report) {
  FakeSession session;
  session.setState(rtsp::ServerState::Ready);
  const auto listed = reports.list(session, time.now());
  round();
  BOOST_TEST(lines.empty());
}

BOOST_AUTO_TEST_CASE(one_that_has_ended_is_asked_no_more) {
  std::optional<FakeSession> first(std::in_place, "a"), second(std::in_place, "b");
  auto listed = reports.list(*first, time.now());
  auto other = reports.list(*second, time.now());
  listed.end();
  first.reset();
  round();
  BOOST_REQUIRE(lines.size() == 1U);
  BOOST_TEST(lines[0].session == "b");
  other = SessionReports::Listed();
  second.reset();
  round();
  BOOST_TEST(lines.empty());
  BOOST_REQUIRE(stats);
  BOOST_TEST(stats->sessions == 0U);
}

BOOST_AUTO_TEST_CASE(a_rate_is_not_measured_over_a_moment) {
  FakeSession session;
  const auto listed = reports.list(session, time.now());
  session.bytes = 1'000'000;
  round(std::chrono::milliseconds(1));
  BOOST_TEST(lines.at(0).rateBps.value() == 0);
  round(std::chrono::milliseconds(999));
  BOOST_TEST(lines.at(0).rateBps.value() == 8e6);
}

BOOST_AUTO_TEST_CASE(a_count_that_goes_back_counts_nothing_twice) {
  FakeSession session;
  const auto listed = reports.list(session, time.now());
  session.bytes = 2000;
  round();
  session.bytes = 1000;
  round();
  BOOST_TEST(lines.at(0).rateBps.value() == 0);
  session.bytes = 3000;
  round();
  BOOST_TEST(lines.at(0).rateBps.value() == 8000);
}

BOOST_AUTO_TEST_CASE(a_thousand_sessions_take_turns_and_the_stats_have_them_all) {
  constexpr std::size_t kSessions = 1000;
  std::vector<std::unique_ptr<FakeSession>> sessions;
  std::vector<SessionReports::Listed> listed;
  for (std::size_t i = 0; i < kSessions; ++i) {
    sessions.push_back(std::make_unique<FakeSession>(std::to_string(i)));
    listed.push_back(reports.list(*sessions.back(), time.now()));
  }
  std::map<std::string, int> times;
  for (std::size_t second = 0; second < kSessions / kMaxReportsPerRound; ++second) {
    for (const auto& session : sessions) session->bytes += 125;
    round();
    BOOST_TEST(lines.size() == kMaxReportsPerRound);
    for (const control::SessionLine& line : lines) ++times[line.session];
    BOOST_REQUIRE(stats);
    BOOST_TEST(stats->sessions == kSessions);
    BOOST_TEST(stats->viewers == kSessions);
    BOOST_TEST(stats->reported == kMaxReportsPerRound);
    BOOST_TEST(stats->rateBps == 1e6);
  }
  BOOST_TEST(times.size() == kSessions);
}

BOOST_AUTO_TEST_CASE(workers_share_the_reports_and_the_last_writes_the_stats) {
  ReportRound two(log, 2);
  BOOST_TEST(two.share() == kMaxReportsPerRound / 2);
  BOOST_TEST(ReportRound(log, 10 * kMaxReportsPerRound).share() == 1U);
  two.addPart({3, 2, 1, 1000});
  BOOST_TEST(!stats);
  two.addPart({1, 1, 1, 500});
  BOOST_REQUIRE(stats);
  BOOST_TEST((*stats == control::ServerStats{4, 3, 2, 1500}));
}

BOOST_AUTO_TEST_CASE(reports_leave_room_for_events_when_nobody_reads) {
  read = false;
  for (int i = 0; i < EventLog::kMaxPendingReports; ++i) log.status(control::ErrorLine{"unread", ""});
  FakeSession session;
  const auto listed = reports.list(session, time.now());
  session.bytes = 125;
  round();
  BOOST_TEST(lines.empty());
  BOOST_TEST(!stats);
  logSession(log, session.name(), "ended", "ended: TEARDOWN");
  BOOST_TEST(lines.size() == 1U);
  for (const auto& written : unread) written();
  round();
  BOOST_TEST(lines.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
