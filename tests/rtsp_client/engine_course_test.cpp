// SPDX-License-Identifier: MIT
// The engine against course servers, well behaved and odd, over loopback.
#include "libstream/base/text.h"
#include "tests/rtsp_client/fake_movies.h"
#include "tests/rtsp_client/test_player.h"
#include "tests/support/temp_folder.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

namespace zoetrope::client::test {
namespace {

using control::ExitCode;
using Form = FakeRtspServer::Form;

std::string joined(const zoetrope::test::Jpegs& jpegs) {
  std::string all;
  for (const ByteBuffer& jpeg : jpegs) all += asText(jpeg);
  return all;
}

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Course {
  explicit Course(int frames) : movie(frames) {}
  void start() {
    server.emplace(Form::Course, [this](FakeRtspServer& s, const FakeRtspServer::Request& r) { movie(s, r); });
  }
  EngineOptions options(int cache) const { return TestPlayer::options(Dialect::Course, server->port(), cache); }
  CourseMovie movie;
  std::optional<FakeRtspServer> server;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_course)

BOOST_AUTO_TEST_CASE(a_movie_plays_to_its_end_and_is_saved_byte_for_byte) {
  const zoetrope::test::TempFolder folder;
  Course course(12);
  course.start();
  EngineOptions options = course.options(0);
  options.saveFile = folder.path() / "saved.mjpeg";
  TestPlayer player(options);
  BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
  player.finish();
  BOOST_TEST(contentOf(options.saveFile) == joined(course.movie.jpegs()));
  BOOST_TEST(player.counters().framesComplete == 12U);
  BOOST_TEST(course.server->methods() == "SETUP PLAY TEARDOWN");
}

BOOST_AUTO_TEST_CASE(setup_fills_by_play_and_pause_and_the_window_stays_ready) {
  Course course(30);
  course.movie.framesPerPlay = 10;
  course.start();
  TestPlayer player(course.options(10));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFull());
  BOOST_TEST(player.engine().status().cache.held == 10);
  BOOST_TEST(player.shown().empty());
  BOOST_TEST(course.server->methods() == "SETUP PLAY PAUSE");
  player.engine().play();
  BOOST_REQUIRE(player.waitShown(20));
  BOOST_TEST(course.server->methods() == "SETUP PLAY PAUSE PLAY");
  player.finish();
}

BOOST_AUTO_TEST_CASE(requests_are_the_labs_to_the_letter) {
  Course course(3);
  course.start();
  TestPlayer player(course.options(0));
  player.playThrough(false);
  player.finish();
  const auto requests = course.server->requests();
  BOOST_REQUIRE(requests.size() == 3U);
  BOOST_TEST(
      requests[0].text.starts_with("SETUP movie.Mjpeg RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/UDP; client_port= "));
  BOOST_TEST(requests[1].text == "PLAY movie.Mjpeg RTSP/1.0\r\nCSeq: 2\r\nSession: 123456\r\n");
  BOOST_TEST(requests[2].text == "TEARDOWN movie.Mjpeg RTSP/1.0\r\nCSeq: 3\r\nSession: 123456\r\n");
}

const std::vector<std::string> kReplyForms = {"RTSP/1.0 200 OK\nCSeq: {cseq}\nSession: 817990",
                                              "RTSP/1.0 200 OK\nCSeq: {cseq}\nSession: 1\n",
                                              "RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\nSession: 7\r\n\r\n",
                                              "RTSP/1.0 200 OK\nCSeq: {cseq}\n",
                                              "RTSP/1.0 200 OK\nCSeq: 977\nSession: 5\n",
                                              "RTSP/1.0 200 OK\nCSeq: CSeq:\nSession: 5\n",
                                              "RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\nSession: ab-12-cd\r\n"};

BOOST_DATA_TEST_CASE(every_reply_form_of_the_labs_servers_is_understood,
                     boost::unit_test::data::xrange(kReplyForms.size()), index) {
  Course course(3);
  course.movie.replyForm = kReplyForms[index];
  course.start();
  TestPlayer player(course.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
  BOOST_TEST(player.shown().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_server_that_never_answers_setup_is_an_error_with_a_way_on) {
  Course course(3);
  course.movie.silent = {"SETUP"};
  course.start();
  TestPlayer player(course.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Stalled));
  BOOST_REQUIRE(player.wait([](const EngineStatus& status) { return status.canSetup; }));
  BOOST_TEST((player.engine().status().message->offer == Message::Offer::TryAgain));
}

BOOST_AUTO_TEST_CASE(an_unanswered_play_says_that_there_may_be_no_such_movie) {
  Course course(3);
  course.movie.silent = {"PLAY"};
  course.start();
  TestPlayer player(course.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Stalled));
  BOOST_TEST(player.message().find("no movie movie.Mjpeg") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answered_play_without_a_frame_is_stalled) {
  Course course(3);
  course.movie.sendsFrames = false;
  course.start();
  TestPlayer player(course.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Stalled));
}

BOOST_AUTO_TEST_CASE(a_stream_that_does_not_come_for_the_cache_is_stalled_when_it_does_not_come_after_play) {
  Course course(3);
  course.movie.sendsFrames = false;
  course.start();
  TestPlayer player(course.options(20));
  player.engine().setup();
  BOOST_TEST(player.wait([](const EngineStatus& status) {
    return status.message && status.message->text.find("does not fill the cache") != std::string::npos;
  }));
  player.engine().play();
  BOOST_TEST((player.waitEnd() == ExitCode::Stalled));
  BOOST_TEST((player.engine().status().state == UserState::Playing));
  BOOST_TEST(player.engine().status().framesPerSecond == 0);
}

BOOST_AUTO_TEST_CASE(a_404_is_not_found) {
  Course course(3);
  course.movie.replyForm = "RTSP/1.0 404 NOT FOUND\nCSeq: {cseq}\nSession: 0\n";
  course.start();
  TestPlayer player(course.options(5));
  BOOST_TEST((player.playThrough(false) == ExitCode::NotFound));
  BOOST_TEST((player.engine().status().state == UserState::Init));
}

BOOST_AUTO_TEST_CASE(a_server_without_pause_is_played_as_without_a_cache) {
  Course course(40);
  course.movie.silent = {"PAUSE"};
  course.movie.framesPerPlay = 10;
  course.start();
  TestPlayer player(course.options(5));
  player.engine().setup();
  BOOST_REQUIRE(player.wait(
      [](const EngineStatus& status) { return status.message && status.message->kind == Message::Kind::Warning; }));
  BOOST_TEST(player.message().find("--cache 0") != std::string::npos);
  player.engine().play();
  BOOST_TEST(player.waitFor(UserState::Playing));
}

BOOST_AUTO_TEST_CASE(datagrams_of_strangers_are_counted_and_change_nothing) {
  Course course(8);
  course.movie.garbage = true;
  course.start();
  TestPlayer player(course.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
  player.finish();
  BOOST_TEST(player.counters().framesComplete == 8U);
  BOOST_TEST(player.counters().packetsRejected >= 1U);
}

BOOST_AUTO_TEST_CASE(after_teardown_setup_makes_a_new_connection_with_cseq_1) {
  Course course(40);
  course.movie.framesPerPlay = 5;
  course.start();
  TestPlayer player(course.options(0));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFor(UserState::Ready));
  player.engine().teardown();
  BOOST_REQUIRE(player.waitFor(UserState::Init));
  player.engine().setup();
  BOOST_REQUIRE(player.waitFor(UserState::Ready));
  BOOST_TEST(course.server->connections() == 2);
  BOOST_TEST(course.server->requests().back().cseq == "1");
}

BOOST_AUTO_TEST_CASE(play_after_the_end_starts_over) {
  Course course(4);
  course.start();
  TestPlayer player(course.options(0));
  BOOST_TEST((player.playThrough(false) == ExitCode::Ok));
  BOOST_TEST((player.engine().status().state == UserState::Ended));
  player.engine().play();
  BOOST_TEST(player.waitShown(8));
  BOOST_TEST(course.server->connections() == 2);
}

BOOST_AUTO_TEST_CASE(a_taken_rtp_port_is_said) {
  Course course(4);
  course.start();
  Poco::Net::DatagramSocket taken(Poco::Net::SocketAddress("127.0.0.1", 0), false);
  EngineOptions options = course.options(0);
  options.target.rtpPort = taken.address().port();
  TestPlayer player(options);
  BOOST_TEST((player.playThrough(false) == ExitCode::PortUnavailable));
  BOOST_TEST(course.server->methods() == "");
}

BOOST_AUTO_TEST_CASE(no_server_is_said) {
  std::uint16_t port = 0;
  {
    Poco::Net::ServerSocket free(Poco::Net::SocketAddress("127.0.0.1", 0));
    port = free.address().port();
  }
  TestPlayer player(TestPlayer::options(Dialect::Course, port, 0));
  BOOST_TEST((player.playThrough(false) == ExitCode::CannotConnect));
  BOOST_TEST(player.message().find("no server at 127.0.0.1") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
