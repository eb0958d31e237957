// SPDX-License-Identifier: MIT
#include "rtsp_client/status_lines.h"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <vector>

namespace zoetrope::client {
namespace {

using control::PlayerStats;
using control::StateLine;

struct Fixture {
  Fixture() {
    target.dialect = Dialect::Standard;
    target.video = "movie.mjpeg";
    status.state = UserState::Playing;
    status.way = "standard dialect over UDP";
  }
  // What was written since the last call.
  std::vector<control::StatusLine> said() { return std::exchange(said_, {}); }
  std::vector<control::StatusLine> update(Duration later = {}) {
    now += later;
    lines.update(status, counters, now);
    return said();
  }

  Target target;
  EngineStatus status;
  playback::Counters counters;
  TimePoint now{std::chrono::seconds(1000)};
  bool read = true;
  std::vector<control::StatusLine> said_;
  StatusLines lines{[this](net::Console::Channel channel, const std::string& text, const std::function<void()>& done) {
                      BOOST_TEST((channel == net::Console::Channel::Status));
                      const auto line = control::parseStatusLine(text);
                      BOOST_REQUIRE_MESSAGE(line.ok(), text);
                      said_.push_back(*line);
                      if (read) done();
                    },
                    target};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(status_lines, Fixture)

BOOST_AUTO_TEST_CASE(it_begins_with_what_is_to_be_played) {
  lines.starting();
  const auto first = said();
  BOOST_REQUIRE(first.size() == 1U);
  const auto& state = std::get<StateLine>(first[0]);
  BOOST_TEST(state.state == "starting");
  BOOST_TEST(state.movie == "movie.mjpeg");
  BOOST_TEST(state.dialect == "standard");
  BOOST_TEST(state.transport.empty());
}

BOOST_AUTO_TEST_CASE(a_state_is_told_when_it_changes_and_the_numbers_once_a_second) {
  auto first = update();
  BOOST_REQUIRE(first.size() == 2U);
  BOOST_TEST((std::get<StateLine>(first[0]) ==
              StateLine{"playing", "standard dialect over UDP", "movie.mjpeg", "standard", "UDP"}));
  BOOST_TEST(std::get<control::StatsLine>(first[1]).player.has_value());
  BOOST_TEST(update(std::chrono::milliseconds(500)).empty());
  BOOST_TEST(update(std::chrono::milliseconds(500)).size() == 1U);
  status.overTcp = true;
  const auto tcp = update();
  BOOST_REQUIRE(tcp.size() == 1U);
  BOOST_TEST(std::get<StateLine>(tcp[0]).transport == "TCP");
}

BOOST_AUTO_TEST_CASE(nothing_is_counted_while_nothing_is_set_up) {
  status.state = UserState::Init;
  BOOST_TEST(update().size() == 1U);
  BOOST_TEST(update(std::chrono::seconds(5)).empty());
}

BOOST_AUTO_TEST_CASE(the_numbers_are_those_of_the_player) {
  status.cache.held = 19;
  status.cache.target = 20;
  status.cache.doing = CacheStatus::Doing::Playing;
  status.framesPerSecond = 29.5;
  status.bitrateBps = 98e6;
  status.position = 3.5;
  counters.framesShown = 100;
  counters.lossPercent = 12.5;
  PlayerStats expected{19, 20, "playing", 100, 29.5, 98e6, 0.125, 3.5, std::nullopt};
  BOOST_TEST((playerStats(status, counters) == expected));
  status.duration = 10;
  expected.duration = 10;
  BOOST_TEST((playerStats(status, counters) == expected));
}

BOOST_AUTO_TEST_CASE(a_message_that_is_more_than_information_is_told_once) {
  update();
  status.message = Message{1, Message::Kind::Info, "set up", "", Message::Offer::None};
  BOOST_TEST(update().empty());
  status.message = Message{2, Message::Kind::Warning, "many packets are lost", "TCP loses none", Message::Offer::None};
  const auto said = update();
  BOOST_REQUIRE(said.size() == 1U);
  BOOST_TEST(std::get<control::ErrorLine>(said[0]).details == "TCP loses none");
  BOOST_TEST(update().empty());
}

BOOST_AUTO_TEST_CASE(numbers_that_nobody_reads_leave_room_for_states) {
  read = false;
  int stats = 0;
  for (int i = 0; i < 2 * StatusLines::kMaxPendingStats; ++i) {
    for (const auto& line : update(StatusLines::kStatsInterval))
      if (std::holds_alternative<control::StatsLine>(line)) ++stats;
  }
  BOOST_TEST(stats < StatusLines::kMaxPendingStats);
  status.state = UserState::Ended;
  BOOST_TEST(update().size() == 1U);
  lines.stopping("the movie is over", control::ExitCode::Ok);
  BOOST_TEST(std::get<control::Stopping>(said().at(0)).exitCode == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
