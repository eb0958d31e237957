// SPDX-License-Identifier: MIT
// Our client plays from our server, both inside the test: every kind of movie file, every way.
#include "libstream/net/loop.h"
#include "tests/rtsp_client/saved_frames.h"
#include "tests/rtsp_client/test_player.h"
#include "tests/rtsp_server/test_server.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace zoetrope::client::test {
namespace {

using control::ExitCode;
using zoetrope::test::Jpegs;
using zoetrope::test::TempFolder;
using zoetrope::test::TestServer;

// The course dialect has no blanks in names.
std::string fileOf(const zoetrope::test::MovieFormFacts& form) {
  std::string name(form.name);
  std::ranges::replace(name, ' ', '_');
  return name + ".mjpeg";
}

constexpr int kFrames = 14;
constexpr double kFps = 50;

// One player on its way through one movie.
class Run {
 public:
  Run(const TestServer& server, const TempFolder& folder, const std::string& movie, Dialect dialect,
      Transport transport, int cache) {
    EngineOptions options = TestPlayer::options(dialect, server.port(), cache, transport);
    options.target.video = movie;
    options.target.uri = server.url(movie);
    options.saveFile = folder.path() / (movie + "." + std::to_string(++count_) + ".saved");
    saved_ = options.saveFile;
    player_ = std::make_unique<TestPlayer>(options);
    waitsForCache_ = cache > 0;
    player_->engine().setup();
  }

  bool finishes() {
    const bool ok = player_->playThrough(waitsForCache_) == ExitCode::Ok;
    player_->finish();
    return ok;
  }
  std::vector<ByteBuffer> frames() const { return savedFrames(saved_); }
  TestPlayer& player() { return *player_; }

 private:
  static inline int count_ = 0;
  std::filesystem::path saved_;
  std::unique_ptr<TestPlayer> player_;
  bool waitsForCache_ = false;
};

struct Movies {
  Movies() : jpegs(zoetrope::test::smallPictures(kFrames)) {
    for (const auto& form : zoetrope::test::movieForms())
      folder.write(fileOf(form), zoetrope::test::buildMovie(form.form, jpegs));
    server = std::make_unique<TestServer>(folder, [](server::Options& options) { options.fps = kFps; });
  }
  // All forms at once; each must give what its file holds.
  void playAll(Dialect dialect, Transport transport, int cache) {
    std::vector<std::unique_ptr<Run>> runs;
    for (const auto& form : zoetrope::test::movieForms())
      runs.push_back(std::make_unique<Run>(*server, folder, fileOf(form), dialect, transport, cache));
    std::vector<std::future<bool>> ends;
    for (const auto& run : runs) ends.push_back(std::async(std::launch::async, [&run] { return run->finishes(); }));
    std::size_t index = 0;
    for (const auto& form : zoetrope::test::movieForms()) {
      BOOST_TEST_CONTEXT(form.name) {
        BOOST_TEST(ends[index].get());
        check(*runs[index++], zoetrope::test::jpegsIn(form.form, jpegs), dialect);
      }
    }
  }
  static void check(Run& run, const Jpegs& expected, Dialect dialect) {
    const auto got = run.frames();
    BOOST_REQUIRE(got.size() == expected.size());
    BOOST_TEST(run.player().counters().framesComplete == expected.size());
    BOOST_TEST(run.player().shownInOrder(0, static_cast<std::int64_t>(expected.size())));
    for (std::size_t i = 0; i < got.size(); ++i) {
      if (dialect == Dialect::Course)
        BOOST_TEST((got[i] == asSaved(expected[i])), "frame " << i);
      else
        BOOST_TEST(samePicture(got[i], expected[i]), "frame " << i);
    }
  }

  TempFolder folder;
  Jpegs jpegs;
  std::unique_ptr<TestServer> server;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(end_to_end, Movies)

BOOST_AUTO_TEST_CASE(the_course_dialect_gives_every_byte_of_every_kind_of_movie) {
  playAll(Dialect::Course, Transport::Auto, 0);
}

BOOST_AUTO_TEST_CASE(the_course_dialect_gives_the_same_through_the_cache) {
  playAll(Dialect::Course, Transport::Auto, 5);
}

BOOST_AUTO_TEST_CASE(the_standard_dialect_gives_every_picture_over_udp) {
  playAll(Dialect::Standard, Transport::Udp, 0);
}

BOOST_AUTO_TEST_CASE(the_standard_dialect_gives_every_picture_over_tcp_through_the_cache) {
  playAll(Dialect::Standard, Transport::Tcp, 5);
}

BOOST_AUTO_TEST_CASE(play_pause_play_shows_every_frame_once) {
  folder.write("long.mjpeg", zoetrope::test::labMovie(zoetrope::test::smallPictures(60)));
  for (const Dialect dialect : {Dialect::Standard, Dialect::Course}) {
    Run run(*server, folder, "long.mjpeg", dialect, Transport::Auto, 10);
    TestPlayer& player = run.player();
    BOOST_REQUIRE(player.waitFull());
    player.engine().play();
    BOOST_REQUIRE(player.waitShown(8));
    player.engine().pause();
    BOOST_REQUIRE(player.waitFor(UserState::Ready));
    const std::size_t frozen = player.shown().size();
    BOOST_TEST(frozen < 60U);
    player.engine().play();
    BOOST_REQUIRE(player.waitEnd().has_value());
    BOOST_TEST(player.shownInOrder(0, 60));
  }
}

BOOST_AUTO_TEST_CASE(a_movie_shorter_than_the_cache_plays_whole) {
  folder.write("short.mjpeg", zoetrope::test::labMovie(jpegs));
  Run course(*server, folder, "short.mjpeg", Dialect::Course, Transport::Udp, 40);
  Run standard(*server, folder, "short.mjpeg", Dialect::Standard, Transport::Udp, 40);
  BOOST_TEST(standard.finishes());
  BOOST_TEST(standard.player().shownInOrder(0, kFrames));
  BOOST_TEST(course.finishes());
  BOOST_TEST(course.player().shownInOrder(0, kFrames));
}

BOOST_AUTO_TEST_CASE(a_wrong_name_is_not_found_and_the_nearest_is_named) {
  folder.write("holiday.mjpeg", zoetrope::test::labMovie(jpegs));
  Run standard(*server, folder, "holyday.mjpeg", Dialect::Standard, Transport::Auto, 5);
  BOOST_TEST((standard.player().waitEnd() == ExitCode::NotFound));
  BOOST_TEST(standard.player().message().find("holiday.mjpeg") != std::string::npos);
  Run course(*server, folder, "holyday.mjpeg", Dialect::Course, Transport::Auto, 5);
  BOOST_TEST((course.player().waitEnd() == ExitCode::NotFound));
}

BOOST_AUTO_TEST_CASE(a_seek_back_after_the_end_shows_those_frames_again) {
  folder.write("long.mjpeg", zoetrope::test::labMovie(zoetrope::test::smallPictures(30)));
  Run run(*server, folder, "long.mjpeg", Dialect::Standard, Transport::Udp, 0);
  BOOST_REQUIRE((run.player().playThrough(false) == ExitCode::Ok));
  BOOST_TEST(run.player().shownInOrder(0, 30));
  run.player().engine().seek(0.4);
  BOOST_REQUIRE(run.player().waitShown(40));
  BOOST_TEST(run.player().shown()[30] == 20);
}

BOOST_AUTO_TEST_CASE(a_movie_that_starts_again_has_a_time_line_and_can_be_sought) {
  folder.write("round.mjpeg", zoetrope::test::labMovie(jpegs));
  const TestServer looping(folder, [](server::Options& options) {
    options.fps = kFps;
    options.loop = true;
  });
  constexpr double kLength = kFrames / kFps;
  Run run(looping, folder, "round.mjpeg", Dialect::Standard, Transport::Udp, 5);
  TestPlayer& player = run.player();
  BOOST_REQUIRE(player.waitFull());
  player.engine().play();
  BOOST_REQUIRE(player.waitShown(3 * kFrames + 4));
  const EngineStatus status = player.engine().status();
  BOOST_TEST(status.canSeek);
  BOOST_TEST(status.duration == kLength, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(status.position >= 0);
  BOOST_TEST(status.position < kLength);
  BOOST_TEST(status.cache.heldFrom < kLength);
  player.engine().pause();
  BOOST_REQUIRE(player.waitFor(UserState::Ready));
  const std::size_t frozen = player.shown().size();
  player.engine().play();
  BOOST_REQUIRE(player.waitShown(frozen + 2 * kFrames));
  const auto untilNow = player.shown();
  for (std::size_t i = 0; i < untilNow.size(); ++i) BOOST_TEST(untilNow[i] == static_cast<std::int64_t>(i));
  player.engine().seek(0.2);
  BOOST_REQUIRE(player.waitShown(untilNow.size() + 2 * kFrames));
  const auto after = player.shown();
  const auto back = std::ranges::adjacent_find(after, std::ranges::greater{});
  BOOST_REQUIRE((back != after.end()));
  BOOST_TEST(*std::next(back) == 10);
}

// A click at the right end of the time line.
BOOST_AUTO_TEST_CASE(a_seek_to_the_last_moment_is_no_error) {
  folder.write("round.mjpeg", zoetrope::test::labMovie(jpegs));
  constexpr double kLength = kFrames / kFps;
  for (const bool loops : {false, true}) {
    const TestServer its(folder, [loops](server::Options& options) {
      options.fps = kFps;
      options.loop = loops;
    });
    for (const double place : {kLength - 0.001, kLength}) {
      Run run(its, folder, "round.mjpeg", Dialect::Standard, Transport::Udp, 5);
      TestPlayer& player = run.player();
      BOOST_REQUIRE(player.waitFull());
      player.engine().play();
      BOOST_REQUIRE(player.waitShown(6));
      player.engine().seek(place);
      BOOST_TEST((loops ? player.waitShown(6 + 2 * kFrames) : player.waitEnd() == ExitCode::Ok),
                 "loops " << loops << ", to " << place << ": " << player.message());
      BOOST_TEST(!player.said("refuses"));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
