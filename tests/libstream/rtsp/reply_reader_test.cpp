// SPDX-License-Identifier: MIT
#include "libstream/rtsp/reply_reader.h"

#include "libstream/rtsp/limits.h"
#include "tests/libstream/rtsp/event_text.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

namespace {

struct Case {
  std::string bytes;
  Texts events;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"RTSP/1.0 200 OK\r\nCSeq: 2\r\nPublic: OPTIONS, PLAY\r\n\r\n",
       {"reply 200 OK | CSeq: 2 | Public: OPTIONS, PLAY"}},
      {"RTSP/1.0 200 OK\r\nCSeq: 3\r\nContent-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n",
       {"reply 200 OK | CSeq: 3 | Content-Type: application/sdp | Content-Length: 5 | body v=0\r\n"}},
      {"RTSP/1.0 404 Stream Not Found\nCSeq: 3\n\n", {"reply 404 Stream Not Found | CSeq: 3"}},
      {"RTSP/1.0 454\r\nCSeq: 3\r\n\r\n", {"reply 454  | CSeq: 3"}},
      {"RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n\r\nRTSP/1.0 200 OK\r\nCSeq: 2\r\n\r\n",
       {"reply 200 OK | CSeq: 1", "reply 200 OK | CSeq: 2"}},
      {std::string("$\x00\x00\x03RTP", 7) + "RTSP/1.0 200 OK\r\nCSeq: 5\r\n\r\n" + std::string("$\x01\x00\x02\r\n", 6),
       {"frame 0 3", "reply 200 OK | CSeq: 5", "frame 1 2"}},
      {"OPTIONS rtsp://h/m RTSP/1.0\r\nCSeq: 1\r\n\r\nREDIRECT rtsp://h/m RTSP/1.0\r\nCSeq: 2\r\nLocation: "
       "rtsp://other/m\r\n\r\nANNOUNCE rtsp://h/m RTSP/1.0\r\nCSeq: 3\r\nContent-Length: 3\r\n\r\nv=0",
       {"request OPTIONS rtsp://h/m", "request REDIRECT rtsp://h/m", "request ANNOUNCE rtsp://h/m"}},
  };
  return all;
}

Texts read(const std::string& bytes) { return readWhole<TimelessReplyReader>(bytes); }

}  // namespace

BOOST_AUTO_TEST_CASE(reads_replies_frames_and_requests_whole_and_in_every_split) {
  for (const Case& sample : cases()) {
    BOOST_TEST_CONTEXT(sample.bytes) {
      BOOST_TEST(read(sample.bytes) == sample.events, boost::test_tools::per_element());
      std::string difference;
      BOOST_TEST(sameInEverySplit<TimelessReplyReader>(sample.bytes, sample.events, difference), difference);
      BOOST_TEST(everyPrefixIsABeginning<TimelessReplyReader>(sample.bytes, sample.events, difference), difference);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_frame_carries_its_bytes) {
  ReplyReader reader;
  reader.feed(
      asBytes(std::string_view("$\x07\x00\x03"
                               "a\0b",
                               7)));
  const auto frame = std::get<InterleavedFrame>(reader.next().value());
  BOOST_TEST(frame.channel == 7);
  BOOST_TEST(asText(frame.payload) == std::string_view("a\0b", 3));
}

BOOST_AUTO_TEST_CASE(a_reply_that_cannot_be_read_is_an_error_and_the_last_event) {
  const std::string good = "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n";
  for (const std::string bad :
       {"RTSP/1.0 abc OK\r\n\r\n", "RTSP/1.0\r\n\r\n", "RTSP/1.0 99 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
        "\xff\xd8\xff\xe0 rubbish", "RTSP/1.0 200 OK\r\nContent-Length: -4\r\n\r\n",
        "RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n"}) {
    BOOST_TEST_CONTEXT(bad) { BOOST_TEST(read(bad + good) == Texts{"bad reply"}, boost::test_tools::per_element()); }
  }
}

BOOST_AUTO_TEST_CASE(a_header_line_without_a_colon_does_not_spoil_a_reply) {
  BOOST_TEST(read("RTSP/1.0 200 OK\r\nCSeq: 1\r\nstrange\r\n\r\n") == Texts{"reply 200 OK | CSeq: 1"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_reply_without_an_end_is_not_kept) {
  ReplyReader reader;
  Texts out;
  const std::string chunk(60'000, 'a');
  reader.feed(asBytes("RTSP/1.0 200 OK\r\nX: "));
  for (int i = 0; i < 20; ++i) {
    reader.feed(asBytes(chunk));
    while (reader.next()) {
    }
  }
  BOOST_TEST(reader.heldBytes() <= 2 * kMaxReplyBodyBytes);
}

}  // namespace zoetrope::rtsp
