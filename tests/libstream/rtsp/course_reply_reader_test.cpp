// SPDX-License-Identifier: MIT
#include "libstream/rtsp/course_reply_reader.h"

#include "libstream/rtsp/limits.h"
#include "tests/libstream/rtsp/event_text.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

namespace {

struct Case {
  const char* name;
  std::string bytes;
  Texts events;
};

// Replies as lab servers send them.
const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"stock", "RTSP/1.0 200 OK\nCSeq: 1\nSession: 817990", {"200 cseq 1 session 817990"}},
      {"stock, asked with CRLF", "RTSP/1.0 200 OK\nCSeq: 1\r\nSession: 817990", {"200 cseq 1 session 817990"}},
      {"newline at the end", "RTSP/1.0 200 OK\nCSeq: 1\nSession: 5\n", {"200 cseq 1 session 5"}},
      {"CRLF", "RTSP/1.0 200 OK\r\nCSeq: 1\r\nSession: 5\r\n", {"200 cseq 1 session 5"}},
      {"CRLF and a blank line", "RTSP/1.0 200 OK\r\nCSeq: 1\r\nSession: 5\r\n\r\n", {"200 cseq 1 session 5"}},
      {"lines behind",
       "RTSP/1.0 200 OK\nCSeq: 1\nSession: 5\nTotal time: 25.0\nMean FPS: 20\nTotal frames: 500\n",
       {"200 cseq 1 session 5"}},
      {"a line between",
       "RTSP/1.0 200 OK\r\nCSeq: 1\r\nTransport: rtp/udp;port=1\r\nSession: 5;timeout=30000\r\n\r\n",
       {"200 cseq 1 session 5"}},
      {"session first", "RTSP/1.0 200 OK\r\nSession: 5\r\nCSeq: 1\r\n", {"200 cseq 1 session 5"}},
      {"no session", "RTSP/1.0 200 OK\nCSeq: 1\n", {"200 cseq 1 session "}},
      {"a session that is no number",
       "RTSP/1.0 200 OK\r\nCSeq: 1\r\nSession: 6ba7b810-9dad-11d1\r\n",
       {"200 cseq 1 session 6ba7b810-9dad-11d1"}},
      {"a CSeq that is none", "RTSP/1.0 200 OK\nCSeq: CSeq:\nSession: 5\n", {"200 cseq  session 5"}},
      {"no blank behind CSeq", "RTSP/1.0 200 OK\nCSeq:1\nSession:5\n", {"200 cseq 1 session 5"}},
      {"404 with two lines", "RTSP/1.0 404 NOT FOUND\nCSeq: 1\n", {"404 cseq 1 session "}},
      {"404 at the end of a word",
       "RTSP/1.0 FILE_NOT_FOUND_404\r\nCSeq: 1\r\nSession: 0\r\n",
       {"404 cseq 1 session 0"}},
      {"500", "RTSP/1.0 500 CONNECTION ERROR\nCSeq: 3\nSession: 0\n", {"500 cseq 3 session 0"}},
      {"two at once",
       "RTSP/1.0 200 OK\nCSeq: 1\nSession: 5\nRTSP/1.0 200 OK\nCSeq: 2\nSession: 5\n",
       {"200 cseq 1 session 5", "200 cseq 2 session 5"}},
      {"two at once, glued together",
       "RTSP/1.0 200 OK\nCSeq: 1\nSession: 5RTSP/1.0 200 OK\nCSeq: 2\nSession: 5",
       {"200 cseq 1 session 5", "200 cseq 2 session 5"}},
  };
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_every_reply_form_whole_and_in_every_split) {
  for (const Case& sample : cases()) {
    BOOST_TEST_CONTEXT(sample.name) {
      BOOST_TEST(readWhole<CourseReplyReader>(sample.bytes) == sample.events, boost::test_tools::per_element());
      std::string difference;
      BOOST_TEST(sameInEverySplit<CourseReplyReader>(sample.bytes, sample.events, difference), difference);
      BOOST_TEST(everyPrefixIsABeginning<CourseReplyReader>(sample.bytes, sample.events, difference), difference);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_unterminated_reply_ends_by_quiet_and_no_sooner) {
  CourseReplyReader reader;
  Texts out;
  feedAndDrain(reader, "RTSP/1.0 200 OK\nCSeq: 1\nSession: 8179", kStart, out);
  feedAndDrain(reader, "90", kStart + 99 * kMs, out);
  BOOST_TEST(out.empty());
  BOOST_TEST((reader.deadline() == kStart + 199 * kMs));
  drain(reader, kStart + 199 * kMs, out);
  BOOST_TEST(out == Texts{"200 cseq 1 session 817990"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_reply_after_the_quiet_is_its_own_even_when_nobody_asked_in_time) {
  CourseReplyReader reader;
  Texts out;
  feedAndDrain(reader, "RTSP/1.0 200 OK\nCSeq: 1\nSession: 5", kStart, out);
  feedAndDrain(reader, "RTSP/1.0 200 OK\nCSeq: 2\nSession: 5\n\n", kStart + 500 * kMs, out);
  BOOST_TEST((out == Texts{"200 cseq 1 session 5", "200 cseq 2 session 5"}));
}

BOOST_AUTO_TEST_CASE(header_lines_that_come_late_belong_to_the_reply_before) {
  CourseReplyReader reader;
  Texts out;
  feedAndDrain(reader, "RTSP/1.0 200 OK\nCSeq: 1\nSession: 5\n", kStart, out);
  drain(reader, kStart + 20 * kMs, out);
  feedAndDrain(reader, "Mean FPS: 20\nFrames: 500", kStart + 60 * kMs, out);
  drain(reader, kStart + 300 * kMs, out);
  feedAndDrain(reader, "\nRTSP/1.0 200 OK\nCSeq: 2\nSession: 5\n\n", kStart + 400 * kMs, out);
  BOOST_TEST((out == Texts{"200 cseq 1 session 5", "200 cseq 2 session 5"}));
}

BOOST_AUTO_TEST_CASE(a_reply_that_cannot_be_read_is_an_error_and_the_next_is_read) {
  const std::string good = "RTSP/1.0 200 OK\nCSeq: 2\nSession: 5\n\n";
  for (const std::string bad : {"200 OK\nCSeq: 1\n\n", "RTSP/1.0 OK\nCSeq: 1\n\n", "RTSP/1.0 20 OK\n\n",
                                "RTSP/1.0 2000 OK\n\n", "rubbish\n\n", "RTSP/1.0 ERROR_CODE\n\n"}) {
    BOOST_TEST_CONTEXT(bad) {
      BOOST_TEST((readWhole<CourseReplyReader>(bad + good) == Texts{"bad reply", "200 cseq 2 session 5"}));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_error_quotes_what_came_and_the_rest_of_the_reply_is_kept_as_it_came) {
  const auto bad = parseCourseReply("hello\x01\n");
  BOOST_TEST(!bad.ok());
  BOOST_TEST(bad.error().message.find("hello\\x01") != std::string::npos);
  const auto good = parseCourseReply("RTSP/1.0 200 OK fine\nCSeq: 1\nFrames: 500");
  BOOST_TEST(good->reason == "OK fine");
  BOOST_TEST(courseHeader(good->rawText, "Frames").value() == "500");
}

BOOST_AUTO_TEST_CASE(over_long_replies_are_an_error) {
  const std::string start = "RTSP/1.0 200 OK\n";
  std::string lines = start;
  for (std::size_t i = 0; i <= kMaxCourseLines; ++i) lines += "a: b\n";
  BOOST_TEST(readWhole<CourseReplyReader>(lines).front() == "bad reply");
  BOOST_TEST(readWhole<CourseReplyReader>(start + std::string(kMaxCourseMessageBytes, 'x')).front() == "bad reply");
}

}  // namespace zoetrope::rtsp
