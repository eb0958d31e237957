// SPDX-License-Identifier: MIT
#include "libstream/rtsp/limits.h"
#include "libstream/rtsp/message_reader.h"
#include "tests/libstream/rtsp/event_text.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

namespace {

const std::string kOptions = "OPTIONS * RTSP/1.0\r\nCSeq: 7\r\n";

std::string times(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

// What one piece of input gives, with a good request behind it: nothing more after a fatal one.
Texts afterwards(const std::string& bytes) { return readWhole<ServerReader>(bytes + kOptions + "\r\n"); }

const Texts kFatal400 = {"bad 400 fatal"};
const std::string kGood = "standard OPTIONS * cseq 7 | CSeq: 7";

// Enough for one message at its limit and one feed of 64 KiB, with the vector's doubling.
constexpr std::size_t kHeldAtMost = 512 * 1024;

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_line_over_the_limit_is_414) {
  BOOST_TEST(
      afterwards("OPTIONS rtsp://h/" + std::string(kMaxLineBytes, 'a') + " RTSP/1.0\r\n\r\n") == Texts{"bad 414 fatal"},
      boost::test_tools::per_element());
  BOOST_TEST(
      afterwards("OPTIONS rtsp://h/" + std::string(kMaxLineBytes - 40, 'a') + " RTSP/1.0\r\nCSeq: 1\r\n\r\n").size() ==
      2U);
}

BOOST_AUTO_TEST_CASE(a_request_line_that_never_ends_is_414_before_its_newline) {
  ServerReader reader;
  Texts out;
  feedAndDrain(reader, "OPTIONS rtsp://h/" + std::string(kMaxLineBytes, 'a'), kStart, out);
  BOOST_TEST(out == Texts{"bad 414 fatal"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_header_over_the_limit_is_400) {
  BOOST_TEST(afterwards(kOptions + "X: " + std::string(kMaxLineBytes, 'a') + "\r\n\r\n") == kFatal400,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(too_many_headers_are_400) {
  BOOST_TEST(afterwards(kOptions + times("X: y\r\n", kMaxHeaders - 1) + "\r\n").size() == 2U);
  BOOST_TEST(afterwards(kOptions + times("X: y\r\n", kMaxHeaders) + "\r\n") == kFatal400,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(headers_over_the_limit_together_are_400) {
  const std::string line = "X: " + std::string(kMaxLineBytes / 2, 'y') + "\r\n";
  BOOST_TEST(afterwards(kOptions + times(line, kMaxHeadBytes / line.size() + 1) + "\r\n") == kFatal400,
             boost::test_tools::per_element());
  // Folded lines make one header out of many; the limit of all bytes holds them.
  BOOST_TEST(afterwards(kOptions + times(" more\r\n", kMaxHeadBytes / 7 + 1) + "\r\n") == kFatal400,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_method_over_the_limit_is_400) {
  BOOST_TEST(afterwards(std::string(kMaxMethodBytes + 1, 'A') + " * RTSP/1.0\r\n\r\n") == kFatal400,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_body_over_the_limit_is_413_before_it_comes) {
  const auto withLength = [](const std::string& length) {
    return afterwards(kOptions + "Content-Length: " + length + "\r\n\r\n");
  };
  const Texts tooLarge = {"bad 413 fatal cseq 7"};
  BOOST_TEST(withLength(std::to_string(kMaxRequestBodyBytes + 1)) == tooLarge, boost::test_tools::per_element());
  BOOST_TEST(withLength("99999999999999999999999999") == tooLarge, boost::test_tools::per_element());
  const Texts noNumber = {"bad 400 fatal cseq 7"};
  for (const std::string length : {"-1", "abc", "", "1 2", "0x10", "4294967297x"})
    BOOST_TEST(withLength(length) == noNumber, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_body_at_the_limit_is_read) {
  const std::string body(kMaxRequestBodyBytes, 'b');
  const Texts out = afterwards(kOptions + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  BOOST_TEST(out.size() == 2U);
  BOOST_TEST(out.back() == kGood);
}

BOOST_AUTO_TEST_CASE(two_lengths_that_differ_are_400) {
  BOOST_TEST(afterwards(kOptions + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab") == Texts{"bad 400 fatal cseq 7"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_400_at_once) {
  const std::string tls("\x16\x03\x01\x02", 4);
  const std::string zeros(16, '\0');
  const std::string inUri("OPTIONS rtsp://h/\0/m RTSP/1.0\r\n", 31);
  const std::string inHeader = kOptions + std::string("X: \0\r\n", 6);
  const std::string bareCr = kOptions + "X: a\rb\r\n";
  for (const std::string& bytes : {tls, zeros, inUri, inHeader, std::string("\xff\xd8\xff\xe0"), std::string("{}\r\n")})
    BOOST_TEST(readWhole<ServerReader>(bytes) == kFatal400, boost::test_tools::per_element());
  BOOST_TEST(readWhole<ServerReader>(std::string("SETUP m\0 RTSP/1.0\n", 18)) == kFatal400,
             boost::test_tools::per_element());
  BOOST_TEST(readWhole<ServerReader>(std::string("SETUP m RTSP/1.0\nCSeq: \x01", 24)) == kFatal400,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_request_that_is_wrong_but_has_an_end_leaves_the_connection_usable) {
  const std::string url = "OPTIONS rtsp://h/m";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {url + " RTSP/2.0\r\nCSeq: 3\r\n\r\n", "bad 505 cseq 3"},
      {url + " RTSP/1.0\r\n\r\n", "bad 400"},
      {url + " RTSP/1.0\r\nCSeq: x\r\n\r\n", "bad 400"},
      {url + " RTSP/1.0\r\nCSeq: 123456789012345678901\r\n\r\n", "bad 400"},
      {url + "\r\nCSeq: 3\r\n\r\n", "bad 400 cseq 3"},
      {url + " and more RTSP/1.0\r\nCSeq: 3\r\n\r\n", "bad 400 cseq 3"},
      {url + " RTSP/1.0\r\nCSeq: 3\r\nno colon\r\n\r\n", "bad 400 cseq 3"},
      {url + " RTSP/1.0\r\nCSeq: 3\r\n: no name\r\n\r\n", "bad 400 cseq 3"},
      {url + " RTSP/1.0\r\n folded\r\nCSeq: 3\r\n\r\n", "bad 400 cseq 3"},
      {url + " XTSP/1.0\r\nCSeq: 3\r\nContent-Length: 4\r\n\r\nbody", "bad 400 cseq 3"},
      {"HELLO\r\n\r\n", "bad 400"},
  };
  for (const auto& [bytes, expected] : cases) {
    BOOST_TEST_CONTEXT(bytes) {
      BOOST_TEST(afterwards(bytes) == (Texts{expected, kGood}), boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_course_request_over_its_limits_is_400) {
  const std::string setup = "SETUP m RTSP/1.0\nCSeq: 1\n";
  const auto first = [](const std::string& bytes) { return readWhole<ServerReader>(bytes).front(); };
  BOOST_TEST(first(setup + times("x\n", kMaxCourseLines)) == kFatal400.front());
  BOOST_TEST(first(setup + "X: " + std::string(kMaxCourseMessageBytes, 'x')) == kFatal400.front());
  BOOST_TEST(first(setup + times("x\n", kMaxCourseLines - 2)) == "course SETUP m cseq 1");
}

BOOST_AUTO_TEST_CASE(the_dialect_of_a_bad_request_is_known_where_it_can_be) {
  ServerReader reader;
  reader.feed(asBytes("SETUP m RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= 25000\n\n%%\n"), kStart);
  BOOST_TEST(std::holds_alternative<CourseRequest>(reader.next(kStart).value()));
  const auto bad = reader.next(kStart).value();
  BOOST_TEST((std::get<BadInput>(bad).dialect == Dialect::Course));
  BOOST_TEST(!std::get<BadInput>(bad).reason.empty());
}

BOOST_AUTO_TEST_CASE(input_without_an_end_is_not_kept) {
  const std::vector<std::string> endless = {"a", "\r\n", " ", "$", "X: y\r\n", "PLAY ", "\n", std::string(1, '\0')};
  for (const std::string& start : {std::string(), kOptions, std::string("SETUP m RTSP/1.0\nCSeq: 1\n"),
                                   std::string("SETUP rtsp://h/m RTSP/1.0\r\n"), std::string("GET / HTTP/1.1\r\n")}) {
    for (const std::string& piece : endless) {
      ServerReader reader;
      Texts out;
      feedAndDrain(reader, start, kStart, out);
      const std::string chunk = times(piece, 60'000 / piece.size());
      for (int i = 0; i < 40; ++i) feedAndDrain(reader, chunk, kStart, out);
      BOOST_TEST(reader.heldBytes() <= kHeldAtMost);
    }
  }
}

}  // namespace zoetrope::rtsp
