// SPDX-License-Identifier: MIT
// The course dialect over real sockets, to the byte.
#include "tests/rtsp_server/test_server.h"
#include "tests/support/raw_client.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace zoetrope::server {

using namespace test;

namespace {

struct Fixture {
  explicit Fixture(const TestServer::Change& change = {}, Jpegs pictures = smallPictures(6))
      : jpegs(std::move(pictures)) {
    folder.write("movie.Mjpeg", labMovie(jpegs));
    folder.write("text.Mjpeg", "nothing to see");
    running.emplace(folder, [&change](Options& options) {
      options.fps = 100;
      if (change) change(options);
    });
  }
  std::string setup(const RawUdp& udp) const {
    return "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= " + std::to_string(udp.port());
  }
  TestServer& server() { return *running; }

  Jpegs jpegs;
  TempFolder folder;
  std::optional<TestServer> running;
};

// What came, when it is exactly the three lines; else empty. Gives the session.
std::string sessionOf(const std::string& reply, const std::string& cseq) {
  const std::string head = "RTSP/1.0 200 OK\r\nCSeq: " + cseq + "\r\nSession: ";
  if (!reply.starts_with(head) || !reply.ends_with("\r\n")) return {};
  const std::string session = reply.substr(head.size(), reply.size() - head.size() - 2);
  return session.find_first_not_of("0123456789") == std::string::npos ? session : "";
}

std::string converse(RawTcp& tcp, const std::string& request) {
  tcp.send(request);
  return tcp.some();
}

struct Packet {
  std::uint8_t first, second;
  int sequence;
  std::uint32_t timestamp;
  ByteBuffer payload;
};

Packet nextPacket(RawUdp& udp) {
  const auto datagram = udp.rtp();
  BOOST_REQUIRE((datagram && datagram->size() > 12));
  ByteReader reader{Bytes(*datagram)};
  Packet packet{reader.u8(), reader.u8(), reader.u16(), reader.u32(), {}};
  reader.skip(4);
  const Bytes payload = reader.rest();
  packet.payload.assign(payload.begin(), payload.end());
  return packet;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(course_wire, Fixture)

BOOST_AUTO_TEST_CASE(the_handouts_exchange_is_answered_to_the_byte_and_every_frame_comes_as_in_the_file) {
  RawTcp tcp(server().port());
  RawUdp udp;
  const std::string session = sessionOf(converse(tcp, setup(udp)), "1");
  BOOST_REQUIRE(!session.empty());
  BOOST_TEST(std::stoll(session) <= 2147483647);
  BOOST_TEST(std::stoll(session) > 0);
  BOOST_TEST(sessionOf(converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession: " + session), "2") == session);
  std::uint32_t lastTimestamp = 0;
  for (std::size_t frame = 0; frame < jpegs.size(); ++frame) {
    const Packet packet = nextPacket(udp);
    BOOST_TEST(int{packet.first} == 0x80);
    BOOST_TEST(int{packet.second} == 26);
    BOOST_TEST(packet.sequence == static_cast<int>(frame) + 1);
    BOOST_TEST((packet.payload == jpegs[frame]));
    BOOST_TEST((frame == 0 || packet.timestamp != lastTimestamp));
    lastTimestamp = packet.timestamp;
  }
  BOOST_TEST(server().log().waitFor("end of the movie, 6 frames sent"));
  BOOST_TEST(!udp.rtp(100).has_value());
  BOOST_TEST(sessionOf(converse(tcp, "PAUSE movie.Mjpeg RTSP/1.0\nCSeq: 3\nSession: 1"), "3") == session);
  // PLAY after the end begins again.
  BOOST_TEST(sessionOf(converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 4\nSession: 1"), "4") == session);
  BOOST_TEST(nextPacket(udp).sequence == 1);
  BOOST_TEST(sessionOf(converse(tcp, "TEARDOWN movie.Mjpeg RTSP/1.0\nCSeq: 5\nSession: 1"), "5") == session);
  // A SETUP after that gets the same session: lab clients keep the first they hear.
  BOOST_TEST(sessionOf(converse(tcp, setup(udp)), "1") == session);
}

BOOST_AUTO_TEST_CASE(errors_have_three_lines_and_session_zero_and_the_connection_stays) {
  RawTcp tcp(server().port());
  BOOST_TEST(converse(tcp, "SETUP nothing.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= 25000") ==
             "RTSP/1.0 404 Not Found\r\nCSeq: 1\r\nSession: 0\r\n");
  const std::string noMovie =
      converse(tcp, "SETUP text.Mjpeg RTSP/1.0\nCSeq: 2\nTransport: RTP/UDP; client_port= 25000");
  BOOST_TEST(noMovie.starts_with("RTSP/1.0 500 "));
  BOOST_TEST(noMovie.ends_with("\r\nCSeq: 2\r\nSession: 0\r\n"));
  BOOST_TEST(converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 3\nSession: 1").starts_with("RTSP/1.0 500 "));
  BOOST_TEST(converse(tcp, "SETUP ../movie.Mjpeg RTSP/1.0\nCSeq: 4\nTransport: RTP/UDP; client_port= 25000")
                 .starts_with("RTSP/1.0 404 "));
  BOOST_TEST(converse(tcp, "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 5\nTransport: RTP/UDP; client_port= 80")
                 .starts_with("RTSP/1.0 500 "));
  RawUdp udp;
  BOOST_TEST(sessionOf(converse(tcp, setup(udp)), "1") != "");
}

BOOST_DATA_TEST_CASE_F(Fixture, every_form_that_lab_clients_send_is_understood,
                       boost::unit_test::data::make({
                           "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= PORT",
                           "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port=PORT",
                           "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port=PORT\n",
                           "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port=PORT\n\n",
                           "SETUP movie.Mjpeg RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/UDP; client_port= PORT\r\n",
                           "SETUP movie.Mjpeg RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/UDP;client_port=PORT\r\n\r\n",
                           "SETUP rtsp://movie.Mjpeg RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/UDP;client_port=PORT",
                           "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: TCP/UDP ; client_port = PORT\n",
                           "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= PORT\nPrefer: HD",
                       }),
                       form) {
  RawTcp tcp(server().port());
  RawUdp udp;
  std::string text = form;
  text.replace(text.find("PORT"), 4, std::to_string(udp.port()));
  tcp.send(text);
  BOOST_TEST(sessionOf(tcp.some(), "1") != "");
  converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\r\nCSeq: 2\r\nSession: 1\r\n");
  BOOST_TEST(nextPacket(udp).sequence == 1);
}

BOOST_AUTO_TEST_CASE(who_sends_a_url_and_a_blank_line_gets_a_blank_line) {
  RawTcp tcp(server().port());
  RawUdp udp;
  const std::string reply =
      converse(tcp,
               "SETUP rtsp://127.0.0.1/movie.Mjpeg/trackID=0 RTSP/1.0\r\nCseq: 1\r\nTransport: rtp/upd; "
               "compression; port=" +
                   std::to_string(udp.port()) + "-" + std::to_string(udp.rtcpPort()) + "; mode=PLAY\r\n\r\n");
  BOOST_TEST(reply.starts_with("RTSP/1.0 200 OK\r\nCSeq: 1\r\nSession: "));
  BOOST_TEST(reply.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(a_request_split_in_the_middle_of_a_word_is_one_request) {
  RawTcp tcp(server().port());
  RawUdp udp;
  const std::string text = setup(udp);
  tcp.send(text.substr(0, 8));
  tcp.send(text.substr(8));
  BOOST_TEST(sessionOf(tcp.some(), "1") != "");
}

BOOST_AUTO_TEST_CASE(two_requests_in_one_segment_without_anything_between_are_two) {
  RawTcp tcp(server().port());
  RawUdp udp;
  converse(tcp, setup(udp));
  tcp.send(
      "PAUSE movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession: 123456TEARDOWN movie.Mjpeg RTSP/1.0\nCSeq: 3\nSession: 123456");
  std::string replies = tcp.some();
  while (replies.find("CSeq: 3") == std::string::npos) {
    const std::string more = tcp.some();
    BOOST_REQUIRE(!more.empty());
    replies += more;
  }
  BOOST_TEST(replies.find("CSeq: 2") < replies.find("CSeq: 3"));
  BOOST_TEST(server().log().waitFor("TEARDOWN"));
}

BOOST_AUTO_TEST_CASE(the_course_session_ends_with_its_connection) {
  RawUdp udp;
  {
    RawTcp tcp(server().port());
    converse(tcp, setup(udp));
    BOOST_TEST(server().sessions() == 1U);
  }
  BOOST_TEST(server().log().waitFor("its connection was closed"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(course_wire_options)

BOOST_AUTO_TEST_CASE(pause_holds_the_place) {
  // So slow that the movie cannot be over before PAUSE.
  Fixture f([](Options& options) { options.fps = 1; });
  RawTcp tcp(f.server().port());
  RawUdp udp;
  converse(tcp, f.setup(udp));
  converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession: 1\n");
  int last = nextPacket(udp).sequence;
  converse(tcp, "PAUSE movie.Mjpeg RTSP/1.0\nCSeq: 3\nSession: 1\n");
  while (const auto more = udp.rtp(50)) last = (*more)[3];
  BOOST_REQUIRE(last < 6);
  converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 4\nSession: 1\n");
  BOOST_TEST(nextPacket(udp).sequence == last + 1);
}

BOOST_AUTO_TEST_CASE(frames_over_the_datagram_limit_come_in_slices_with_the_frames_number) {
  Fixture f([](Options& options) { options.course.datagramBytes = 500; });
  RawTcp tcp(f.server().port());
  RawUdp udp;
  converse(tcp, f.setup(udp));
  converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession: 1\n");
  for (std::size_t frame = 0; frame < f.jpegs.size(); ++frame) {
    ByteBuffer joined;
    for (bool last = false; !last;) {
      const Packet packet = nextPacket(udp);
      BOOST_TEST(packet.sequence == static_cast<int>(frame) + 1);
      append(joined, packet.payload);
      last = (packet.second & 0x80) != 0;
    }
    BOOST_TEST((joined == f.jpegs[frame]));
  }
}

BOOST_AUTO_TEST_CASE(frames_without_huffman_tables_get_the_standard_ones) {
  Jpegs bare;
  for (const ByteBuffer& jpeg : smallPictures(3)) bare.push_back(withoutHuffmanTables(jpeg));
  Fixture f({}, bare);
  RawTcp tcp(f.server().port());
  RawUdp udp;
  converse(tcp, f.setup(udp));
  converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession: 1\n");
  for (std::size_t frame = 0; frame < 3; ++frame) {
    const Packet packet = nextPacket(udp);
    BOOST_TEST((packet.payload.size() > bare[frame].size()));
    const auto info = jpeg::parseFrameInfo(packet.payload);
    BOOST_REQUIRE(info.ok());
    BOOST_TEST(!info->missingHuffmanTables);
  }
}

BOOST_AUTO_TEST_CASE(a_looping_movie_goes_on_counting) {
  Fixture f([](Options& options) { options.loop = true; });
  RawTcp tcp(f.server().port());
  RawUdp udp;
  converse(tcp, f.setup(udp));
  converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession: 1\n");
  for (int number = 1; number <= 15; ++number) {
    const Packet packet = nextPacket(udp);
    BOOST_TEST(packet.sequence == number);
    BOOST_TEST((packet.payload == f.jpegs[static_cast<std::size_t>(number - 1) % f.jpegs.size()]));
  }
}

BOOST_AUTO_TEST_CASE(a_looping_movie_that_is_paused_at_its_last_frame_goes_on_counting_too) {
  Fixture f(
      [](Options& options) {
        options.loop = true;
        options.fps = 0.5;
      },
      smallPictures(1));
  RawTcp tcp(f.server().port());
  RawUdp udp;
  converse(tcp, f.setup(udp));
  converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession: 1\n");
  const int last = nextPacket(udp).sequence;
  converse(tcp, "PAUSE movie.Mjpeg RTSP/1.0\nCSeq: 3\nSession: 1\n");
  converse(tcp, "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 4\nSession: 1\n");
  BOOST_TEST(nextPacket(udp).sequence > last);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
