// SPDX-License-Identifier: MIT
// How things end, and what does not end the server: taken ports, slow readers, files cut short, hostile peers.
#include "libstream/rtcp/packet.h"
#include "libstream/rtp/packet.h"
#include "tests/rtsp_server/test_server.h"
#include "tests/support/raw_client.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <memory>

namespace zoetrope::server {

using namespace test;

namespace {

struct Fixture {
  explicit Fixture(const TestServer::Change& change = {}) {
    folder.write("movie.mjpeg", rawMovie(smallPictures(50)));
    running.emplace(folder, change);
  }
  TestServer& server() { return *running; }
  std::string url() const { return running->url("movie.mjpeg"); }
  std::string track() const { return url() + "/track1"; }
  // A session that plays over UDP.
  std::string play(RawTcp& tcp, const RawUdp& udp) const {
    const std::string value = headerOf(tcp.ask("SETUP", track(), udp.transport()), "Session");
    const std::string session = "Session: " + value.substr(0, value.find(';')) + "\r\n";
    BOOST_REQUIRE(statusOf(tcp.ask("PLAY", url(), session)) == 200);
    return session;
  }

  TempFolder folder;
  std::optional<TestServer> running;
};

bool stillServes(TestServer& server) {
  RawTcp tcp(server.port());
  return statusOf(tcp.ask("DESCRIBE", server.url("movie.mjpeg"))) == 200;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ends, Fixture)

BOOST_AUTO_TEST_CASE(a_second_server_on_the_port_fails_and_says_what_to_do) {
  Options options;
  options.root = folder.path();
  options.bind = net::Endpoint::parse("127.0.0.1", 0);
  options.port = server().port();
  net::SystemClock clock;
  net::Loop loop;
  LogLines lines;
  EventLog log(clock, false, lines.writer());
  Server second(options, clock, log, loop);
  const auto started = second.start();
  BOOST_REQUIRE(!started.ok());
  BOOST_TEST((started.error().code == control::ExitCode::PortUnavailable));
  BOOST_TEST(started.error().message.find(std::to_string(server().port())) != std::string::npos);
  BOOST_TEST(started.error().advice.find("another port") != std::string::npos);
  BOOST_TEST(stillServes(server()));
}

BOOST_AUTO_TEST_CASE(a_root_that_is_no_folder_is_said_before_anything_starts) {
  Options options;
  options.root = folder.path() / "nowhere";
  net::SystemClock clock;
  net::Loop loop;
  LogLines lines;
  EventLog log(clock, false, lines.writer());
  Server server(options, clock, log, loop);
  const auto started = server.start();
  BOOST_REQUIRE(!started.ok());
  BOOST_TEST((started.error().code == control::ExitCode::NotFound));
  BOOST_TEST(started.error().message.find("nowhere") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_servers_end_says_goodbye_to_who_plays) {
  RawTcp tcp(server().port());
  RawUdp udp;
  play(tcp, udp);
  BOOST_REQUIRE(udp.rtp().has_value());
  server().stop();
  bool bye = false;
  while (!bye) {
    const auto compound = udp.rtcp();
    BOOST_REQUIRE(compound.has_value());
    const auto parts = rtcp::parseCompound(*compound);
    BOOST_REQUIRE(parts.ok());
    for (const auto& part : *parts) bye = bye || std::holds_alternative<rtcp::Bye>(part);
  }
}

BOOST_AUTO_TEST_CASE(a_file_cut_short_while_it_plays_ends_its_sessions_with_a_line_and_nothing_else) {
  RawTcp udpControl(server().port());
  RawUdp udp;
  play(udpControl, udp);
  RawTcp tcp(server().port());
  const std::string setup = tcp.ask("SETUP", track(), "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
  const std::string value = headerOf(setup, "Session");
  tcp.ask("PLAY", url(), "Session: " + value.substr(0, value.find(';')) + "\r\n");
  BOOST_REQUIRE(udp.rtp().has_value());
  std::filesystem::resize_file(folder.path() / "movie.mjpeg", 100);
  BOOST_REQUIRE(server().log().waitFor("ended: the file was", 2));
  RawTcp again(server().port());
  BOOST_TEST(statusOf(again.ask("DESCRIBE", url())) == 415);
  // The file is there again: so is the movie.
  folder.write("movie.mjpeg", rawMovie(smallPictures(3)));
  BOOST_TEST(statusOf(again.ask("DESCRIBE", url())) == 200);
}

BOOST_AUTO_TEST_CASE(a_movie_put_in_anothers_place_is_what_the_next_one_gets) {
  RawTcp tcp(server().port());
  RawUdp udp;
  play(tcp, udp);
  RawTcp other(server().port());
  BOOST_TEST(bodyOf(other.ask("DESCRIBE", url())).find("npt=0-2\r\n") != std::string::npos);
  folder.write("new.tmp", rawMovie(smallPictures(25)));
  std::filesystem::rename(folder.path() / "new.tmp", folder.path() / "movie.mjpeg");
  BOOST_TEST(bodyOf(other.ask("DESCRIBE", url())).find("npt=0-1\r\n") != std::string::npos);
  // Who plays the old one plays it to its end.
  BOOST_TEST(server().log().waitFor("end of the movie, 50 frames sent"));
}

BOOST_AUTO_TEST_CASE(movies_that_nobody_plays_do_not_stay_open_for_ever) {
  if (!std::filesystem::exists("/proc/self/fd")) {
    BOOST_TEST_MESSAGE("no /proc here: not tested");
    return;
  }
  RawTcp tcp(server().port());
  for (std::size_t i = 0; i < 2 * kKeptMovies; ++i) {
    const std::string name = "movie" + std::to_string(i) + ".mjpeg";
    folder.write(name, rawMovie(smallPictures(1)));
    BOOST_REQUIRE(statusOf(tcp.ask("DESCRIBE", server().url(name))) == 200);
  }
  std::size_t open = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
    if (target.find(folder.path().string()) != std::string::npos) ++open;
  }
  BOOST_TEST(open > 0U);
  BOOST_TEST(open <= kKeptMovies);
}

BOOST_AUTO_TEST_CASE(datagrams_of_rubbish_are_ignored) {
  RawTcp tcp(server().port());
  RawUdp udp;
  const std::string setup = tcp.ask("SETUP", track(), udp.transport());
  const std::string ports = headerOf(setup, "Transport");
  const auto at = ports.find("server_port=") + 12;
  const auto rtpPort = static_cast<std::uint16_t>(std::stoi(ports.substr(at)));
  const std::string value = headerOf(setup, "Session");
  tcp.ask("PLAY", url(), "Session: " + value.substr(0, value.find(';')) + "\r\n");
  for (int i = 0; i < 200; ++i) {
    const ByteBuffer rubbish(static_cast<std::size_t>(i), static_cast<std::uint8_t>(i * 37));
    udp.sendRtp(rubbish, rtpPort);
    udp.sendRtcp(rubbish, static_cast<std::uint16_t>(rtpPort + 1));
  }
  for (int packets = 0; packets < 50; ++packets) BOOST_REQUIRE(udp.rtp().has_value());
}

BOOST_AUTO_TEST_CASE(hostile_input_gets_an_error_or_a_closed_connection_and_the_server_goes_on) {
  const std::string cases[] = {
      std::string(100'000, 'A'),
      "DESCRIBE " + std::string(10'000, 'x') + " RTSP/1.0\r\nCSeq: 1\r\n\r\n",
      "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nContent-Length: -1\r\n\r\n",
      "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n" + std::string(200 * 10, 'a') + "\r\n\r\n",
      std::string("SETUP \0movie.mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= 5000\n\n", 70),
      std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + std::string(500, '\xee') + "\n\n",
      std::string("$\x07\xff\xff", 4) + std::string(70'000, '\0'),
      "\r\n\r\n\r\n\r\n",
      "GET / HTTP/9.9\r\n\r\n",
  };
  for (const std::string& input : cases) {
    RawTcp tcp(server().port());
    try {
      tcp.send(input);
    } catch (const std::exception&) {  // closed while it was sent to: that is an answer
    }
    tcp.during(150);
    BOOST_TEST(stillServes(server()));
  }
  BOOST_TEST(server().sessions() == 0U);
}

BOOST_AUTO_TEST_CASE(media_over_udp_goes_on_for_a_while_after_its_connection_is_closed) {
  RawUdp udp;
  {
    RawTcp tcp(server().port());
    play(tcp, udp);
    BOOST_REQUIRE(udp.rtp().has_value());
  }
  // The rest of the movie (2 s) still comes, within the 10 s.
  BOOST_TEST(server().log().waitFor("end of the movie, 50 frames sent"));
  BOOST_TEST(server().sessions() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(ends_slow)

BOOST_AUTO_TEST_CASE(a_connection_without_a_session_that_says_nothing_is_closed_and_one_with_a_session_is_not) {
  Fixture f([](Options& options) { options.idleConnection = std::chrono::milliseconds(300); });
  RawTcp playing(f.server().port());
  RawUdp udp;
  const std::string session = f.play(playing, udp);
  RawTcp silent(f.server().port());
  BOOST_TEST(silent.rest() == "");
  BOOST_TEST(f.server().log().waitFor("nothing came on it"));
  BOOST_TEST(statusOf(playing.ask("GET_PARAMETER", f.url(), session)) == 200);
}

BOOST_AUTO_TEST_CASE(one_address_cannot_take_all_connections) {
  Fixture f([](Options& options) { options.maxSessionsPerAddress = 1; });
  std::vector<std::unique_ptr<RawTcp>> many;
  for (std::size_t i = 0; i < kMinConnectionsPerAddress; ++i)
    many.push_back(std::make_unique<RawTcp>(f.server().port()));
  RawTcp refused(f.server().port());
  BOOST_TEST(refused.rest() == "");
  BOOST_TEST(f.server().log().waitFor("a connection cannot be taken"));
  BOOST_TEST(statusOf(many.back()->ask("OPTIONS", "*")) == 200);
}

BOOST_AUTO_TEST_CASE(a_file_cut_short_in_the_middle_of_a_frame_ends_the_session_over_tcp_and_nothing_else) {
  // One frame a second in many packets: the file is cut when the first of them has come.
  ByteBuffer padded = smallPictures(1).front();
  padded.insert(padded.end() - 2, 200'000, 0x55);
  TempFolder folder;
  folder.write("movie.mjpeg", rawMovie({padded, padded, padded}));
  TestServer server(folder, [](Options& options) { options.fps = 1; });
  RawTcp tcp(server.port());
  const std::string url = server.url("movie.mjpeg");
  const std::string value =
      headerOf(tcp.ask("SETUP", url + "/track1", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n"), "Session");
  tcp.ask("PLAY", url, "Session: " + value.substr(0, value.find(';')) + "\r\n");
  BOOST_REQUIRE(!tcp.nextFrame().empty());
  std::filesystem::resize_file(folder.path() / "movie.mjpeg", 100);
  BOOST_TEST(server.log().waitFor("ended: the file was cut short"));
  RawTcp again(server.port());
  BOOST_TEST(statusOf(again.ask("DESCRIBE", url)) == 415);
}

// A second movie over UDP is the clock: so many of its frames, so much time has the slow reader had.
void waitForFrames(RawUdp& udp, int frames) {
  while (frames > 0) {
    const auto packet = udp.rtp();
    BOOST_REQUIRE(packet.has_value());
    frames -= rtp::parseRtp(*packet)->header.marker ? 1 : 0;
  }
}

std::string setUp(RawTcp& tcp, const std::string& url, const std::string& transport) {
  const std::string value = headerOf(tcp.ask("SETUP", url + "/track1", transport), "Session");
  return "Session: " + value.substr(0, value.find(';')) + "\r\n";
}

BOOST_AUTO_TEST_CASE(a_slow_reader_over_tcp_loses_whole_frames_and_the_server_keeps_its_memory) {
  ByteBuffer padded = smallPictures(1).front();
  padded.insert(padded.end() - 2, 100'000, 0x55);
  TempFolder folder;
  folder.write("large.mjpeg", rawMovie({padded, padded, padded, padded}));
  folder.write("clock.mjpeg", rawMovie(smallPictures(4)));
  TestServer server(folder, [](Options& options) {
    options.fps = 500;
    options.loop = true;
  });
  RawTcp control(server.port());
  RawUdp udp;
  const std::string clock = setUp(control, server.url("clock.mjpeg"), udp.transport());
  BOOST_REQUIRE(statusOf(control.ask("PLAY", server.url("clock.mjpeg"), clock)) == 200);
  RawTcp tcp(server.port());
  const std::string url = server.url("large.mjpeg");
  const std::string session = setUp(tcp, url, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
  // Nothing is read until frames were left out; all that comes then must be whole frames.
  for (int plays = 1; server.log().text().find(" frames left out") == std::string::npos; ++plays) {
    BOOST_REQUIRE(plays < 1000);
    tcp.request("PLAY", url, session);
    waitForFrames(udp, 100);
    tcp.request("PAUSE", url, session);
    BOOST_REQUIRE(server.log().waitFor("paused", plays));
  }
  tcp.request("TEARDOWN", url, session);
  for (std::string reply = tcp.reply(); headerOf(reply, "CSeq") != tcp.lastCseq(); reply = tcp.reply())
    BOOST_REQUIRE(!reply.empty());
  std::size_t inFrame = 0;
  int frames = 0;
  for (const std::string& interleaved : tcp.takeFrames()) {
    if (interleaved[1] != 0) continue;  // RTCP
    const ByteBuffer packet(interleaved.begin() + 4, interleaved.end());
    const auto view = rtp::parseRtp(packet);
    BOOST_REQUIRE(view.ok());
    inFrame += view->payload.size();
    if (!view->header.marker) continue;
    BOOST_TEST(inFrame > 100'000U);
    inFrame = 0;
    ++frames;
  }
  BOOST_TEST(inFrame == 0U);
  BOOST_TEST(frames > 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
