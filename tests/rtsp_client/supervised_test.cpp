// SPDX-License-Identifier: MIT
// Player and server as processes, each supervised: what their status lines say of each other.
#include "libstream/control/status_line.h"
#include "tests/support/child_program.h"
#include "tests/support/movie_builder.h"
#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace zoetrope::test {
namespace {

using control::SessionLine;
using control::StateLine;
using control::StatsLine;

constexpr int kFrames = 400;
constexpr double kFramesPerSecond = 25;

class Supervised : public ChildProgram {
 public:
  using ChildProgram::ChildProgram;

  // The next line of this type for which `fits` is true; what is between is left out. A program that ends first fails.
  template <class Line, class Fits>
  Line next(Fits fits) {
    while (true) {
      const std::string text = outLine();
      BOOST_REQUIRE_MESSAGE(!text.empty(), "the program has ended");
      const auto line = control::parseStatusLine(text);
      BOOST_REQUIRE_MESSAGE(line.ok(), text);
      if (const Line* typed = std::get_if<Line>(&*line); typed && fits(*typed)) return *typed;
    }
  }
  SessionLine nextEvent(const std::string& event) {
    return next<SessionLine>([&](const SessionLine& line) { return line.event == event; });
  }
};

struct Fixture {
  Fixture() {
    const auto listening = server.next<control::Listening>([](const auto&) { return true; });
    const std::string& address = listening.addresses.at(0);
    port = address.substr(address.rfind(':') + 1);
    bytes = static_cast<double>(std::filesystem::file_size(folder.path() / "movie.mjpeg"));
  }
  std::string url() const { return "rtsp://127.0.0.1:" + port + "/movie.mjpeg"; }
  bool plausible(double rateBps) const {
    const double movieBps = bytes / kFrames * kFramesPerSecond * 8;
    return rateBps > movieBps / 2 && rateBps < movieBps * 2;
  }
  // A report of a session that plays at about the movie's rate.
  SessionLine playing() {
    return server.next<SessionLine>([this](const SessionLine& line) {
      return line.event == "report" && line.state == "playing" && plausible(line.rateBps.value_or(0));
    });
  }
  void ends(const SessionLine& session, const std::string& why) {
    const SessionLine ended = server.nextEvent("ended");
    BOOST_TEST(ended.session == session.session);
    BOOST_TEST(ended.detail.find(why) != std::string::npos, ended.detail);
    const auto none = server.next<StatsLine>([](const StatsLine& line) { return line.server->sessions == 0; });
    BOOST_TEST(none.server->viewers == 0U);
    BOOST_TEST(none.server->rateBps == 0);
  }

  TempFolder folder;
  std::filesystem::path movie = folder.write("movie.mjpeg", rawMovie(smallPictures(kFrames)));
  Supervised server{ZOETROPE_SERVER,
                    {"--supervised", "--loop", "--bind", "127.0.0.1", "--root", folder.path().string(), "0"}};
  std::string port;
  double bytes = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(supervised, Fixture)

BOOST_AUTO_TEST_CASE(the_server_says_how_a_session_is_and_the_player_what_it_shows) {
  Supervised player(ZOETROPE_CLIENT, {"--headless", "--supervised", url()});
  const SessionLine setup = server.nextEvent("setup");
  const SessionLine report = playing();
  BOOST_TEST(report.session == setup.session);
  BOOST_TEST(report.peer == setup.peer);
  BOOST_TEST(report.peer.starts_with("127.0.0.1:"));
  BOOST_TEST(report.movie == "movie.mjpeg");
  BOOST_TEST(report.dialect == "standard");
  BOOST_TEST(report.transport == "UDP");
  const auto all = server.next<StatsLine>([this](const StatsLine& line) { return plausible(line.server->rateBps); });
  BOOST_TEST(all.server->sessions == 1U);
  BOOST_TEST(all.server->viewers == 1U);
  BOOST_TEST(all.server->reported == 1U);
  const auto heard = server.next<SessionLine>([](const SessionLine& line) { return line.loss.has_value(); });
  BOOST_TEST(*heard.loss <= 1);

  const auto shows = player.next<StateLine>([](const StateLine& line) { return line.state == "playing"; });
  BOOST_TEST(shows.movie == "movie.mjpeg");
  BOOST_TEST(shows.dialect == "standard");
  BOOST_TEST(shows.transport == "UDP");
  const auto stats = player.next<StatsLine>([](const StatsLine& line) { return line.player->frameRate > 0; });
  BOOST_TEST(stats.player->framesShown > 0U);
  BOOST_TEST(stats.player->cacheTarget > 0U);
  BOOST_TEST(stats.player->position.has_value());
  BOOST_TEST(stats.player->rateBps > 0);

  player.closeStdin();
  ends(report, "TEARDOWN");
  BOOST_TEST(player.wait() == 0);
}

BOOST_AUTO_TEST_CASE(media_in_the_connection_are_tcp_and_a_killed_player_ends_its_session) {
  Supervised player(ZOETROPE_CLIENT, {"--headless", "--supervised", "--transport", "tcp", url()});
  const SessionLine report = playing();
  BOOST_TEST(report.transport == "TCP");
  BOOST_TEST(report.dialect == "standard");
  const auto tcp = player.next<StateLine>([](const StateLine& line) { return line.state == "playing"; });
  BOOST_TEST(tcp.transport == "TCP");
  player.kill();
  ends(report, "its connection was closed");
}

BOOST_AUTO_TEST_CASE(the_course_dialect_is_reported_without_loss_and_a_killed_player_ends_its_session) {
  Supervised player(ZOETROPE_CLIENT, {"--headless", "--supervised", "127.0.0.1", port, "0", "movie.mjpeg"});
  const SessionLine report = playing();
  BOOST_TEST(report.transport == "UDP");
  BOOST_TEST(report.dialect == "course");
  BOOST_TEST(!report.loss);
  const auto shows = player.next<StateLine>([](const StateLine& line) { return line.state == "playing"; });
  BOOST_TEST(shows.dialect == "course");
  player.kill();
  ends(report, "its connection was closed");
}

BOOST_AUTO_TEST_CASE(a_killed_player_with_media_by_udp_ends_its_session_too) {
  Supervised player(ZOETROPE_CLIENT, {"--headless", "--supervised", url()});
  const SessionLine report = playing();
  player.kill();
  ends(report, "its connection has been closed");
}

BOOST_AUTO_TEST_CASE(two_players_are_two_viewers) {
  Supervised one(ZOETROPE_CLIENT, {"--headless", "--supervised", url()});
  Supervised two(ZOETROPE_CLIENT, {"--headless", "--supervised", "127.0.0.1", port, "0", "movie.mjpeg"});
  const auto both = server.next<StatsLine>([](const StatsLine& line) { return line.server->viewers == 2; });
  BOOST_TEST(both.server->sessions == 2U);
  one.closeStdin();
  BOOST_TEST(one.wait() == 0);
  server.next<StatsLine>([](const StatsLine& line) { return line.server->sessions == 1; });
  server.closeStdin();
  const SessionLine last = server.nextEvent("ended");
  BOOST_TEST(last.detail.find("the server stops") != std::string::npos, last.detail);
  BOOST_TEST(server.next<control::Stopping>([](const auto&) { return true; }).exitCode == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::test
