// SPDX-License-Identifier: MIT
#include "libstream/rtsp/message_reader.h"
#include "tests/libstream/rtsp/event_text.h"
#include "tests/libstream/rtsp/request_samples.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

namespace {

void checkSamples(const std::vector<RequestSample>& samples) {
  for (const RequestSample& sample : samples) {
    BOOST_TEST_CONTEXT(sample.name) {
      BOOST_TEST(readWhole<ServerReader>(sample.bytes) == sample.events, boost::test_tools::per_element());
      std::string difference;
      BOOST_TEST(sameInEverySplit<ServerReader>(sample.bytes, sample.events, difference), difference);
      BOOST_TEST(everyPrefixIsABeginning<ServerReader>(sample.bytes, sample.events, difference), difference);
    }
  }
}

constexpr std::string_view kStockPlay = "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession: 123456";

}  // namespace

BOOST_AUTO_TEST_CASE(reads_every_course_form_whole_and_in_every_split) { checkSamples(courseSamples()); }

BOOST_AUTO_TEST_CASE(reads_strangers_requests_whole_and_in_every_split) { checkSamples(standardSamples()); }

BOOST_AUTO_TEST_CASE(a_slow_standard_request_is_never_cut_by_quiet) {
  for (const RequestSample& sample : standardSamples()) {
    BOOST_TEST_CONTEXT(sample.name) {
      std::vector<std::string_view> single;
      for (std::size_t i = 0; i < sample.bytes.size(); ++i)
        single.push_back(std::string_view(sample.bytes).substr(i, 1));
      BOOST_TEST(readParts<ServerReader>(single, std::chrono::seconds(10)) == sample.events,
                 boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_standard_request_sets_no_deadline_on_its_way) {
  const std::string_view bytes =
      "SETUP rtsp://h/m RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/AVP;unicast;client_port=9000-9001\r\n\r\n";
  ServerReader reader;
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    reader.feed(asBytes(bytes.substr(i, 1)), kStart);
    BOOST_TEST(!reader.next(kStart).has_value());
    BOOST_TEST(!reader.deadline().has_value());
  }
}

BOOST_AUTO_TEST_CASE(an_unterminated_course_request_ends_after_100_ms_of_quiet) {
  ServerReader reader;
  Texts out;
  feedAndDrain(reader, kStockPlay, kStart, out);
  BOOST_TEST((reader.deadline() == kStart + 100 * kMs));
  drain(reader, kStart + 99 * kMs, out);
  BOOST_TEST(out.empty());
  drain(reader, kStart + 100 * kMs, out);
  BOOST_TEST(out.size() == 1U);
  BOOST_TEST(!reader.deadline().has_value());
}

BOOST_AUTO_TEST_CASE(a_course_request_that_ends_with_a_newline_ends_after_20_ms_of_quiet) {
  ServerReader reader;
  Texts out;
  feedAndDrain(reader, std::string(kStockPlay) + "\r\n", kStart, out);
  BOOST_TEST((reader.deadline() == kStart + 20 * kMs));
  drain(reader, kStart + 20 * kMs, out);
  BOOST_TEST(out == Texts{"course PLAY movie.Mjpeg cseq 2 session 123456"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(more_bytes_start_the_quiet_anew) {
  ServerReader reader;
  Texts out;
  feedAndDrain(reader, kStockPlay.substr(0, 45), kStart, out);
  feedAndDrain(reader, kStockPlay.substr(45), kStart + 90 * kMs, out);
  BOOST_TEST((reader.deadline() == kStart + 190 * kMs));
  drain(reader, kStart + 189 * kMs, out);
  BOOST_TEST(out.empty());
}

BOOST_AUTO_TEST_CASE(a_pause_between_the_first_lines_is_not_the_end) {
  // Two lines only, each with its newline: what has no third line yet has the longer time.
  ServerReader reader;
  Texts out;
  feedAndDrain(reader, "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\n", kStart, out);
  BOOST_TEST((reader.deadline() == kStart + 100 * kMs));
  feedAndDrain(reader, "Transport: RTP/UDP; client_port= 25000\n", kStart + 60 * kMs, out);
  drain(reader, kStart + 80 * kMs, out);
  BOOST_TEST(out == Texts{"course SETUP movie.Mjpeg cseq 1 port 25000"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_comes_after_the_quiet_is_a_new_request_even_when_nobody_asked_in_time) {
  ServerReader reader;
  Texts out;
  feedAndDrain(reader, kStockPlay, kStart, out);
  // The loop was busy for a second; the next request is fed before next() was called at the deadline.
  feedAndDrain(reader, "7\nPAUSE x", kStart + 1000 * kMs, out);
  BOOST_TEST(out == Texts{"course PLAY movie.Mjpeg cseq 2 session 123456"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(rubbish_on_a_course_connection_is_answered_and_forgotten) {
  ServerReader reader;
  Texts out;
  feedAndDrain(reader, "SETUP m RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= 25000\n\n", kStart, out);
  feedAndDrain(reader, "= 25000\n", kStart + 300 * kMs, out);
  feedAndDrain(reader, "PLAY m RTSP/1.0\nCSeq: 2\nSession: 5\n\n", kStart + 600 * kMs, out);
  BOOST_TEST(
      (out == Texts{"course SETUP m cseq 1 port 25000 blank", "bad 400", "course PLAY m cseq 2 session 5 blank"}));
  BOOST_TEST((reader.dialect() == Dialect::Course));
}

BOOST_AUTO_TEST_CASE(only_a_url_with_a_blank_line_wants_a_blank_line_back) {
  const auto wants = [](std::string_view bytes) {
    ServerReader reader;
    reader.feed(asBytes(bytes), kStart);
    const auto event = reader.next(kStart + 200 * kMs);
    return std::get<CourseRequest>(event.value()).wantsBlankLine();
  };
  const std::string transport = " RTSP/1.0\r\nCSeq: 1\r\nTransport: rtp/upd; port=2000-2001\r\n";
  BOOST_TEST(wants("SETUP rtsp://h/m" + transport + "\r\n"));
  BOOST_TEST(!wants("SETUP rtsp://h/m" + transport));
  BOOST_TEST(!wants("SETUP m" + transport + "\r\n"));
}

BOOST_AUTO_TEST_CASE(a_course_setup_without_a_usable_port_has_none) {
  for (const std::string_view transport : {"client_port= 0", "client_port= 70000", "client_port=", "nothing"}) {
    const Texts out =
        readWhole<ServerReader>("SETUP m RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; " + std::string(transport));
    BOOST_TEST(out == Texts{"course SETUP m cseq 1"}, boost::test_tools::per_element());
  }
}

}  // namespace zoetrope::rtsp
