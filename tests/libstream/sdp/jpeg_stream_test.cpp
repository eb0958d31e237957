// SPDX-License-Identifier: MIT
#include "libstream/sdp/jpeg_stream.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::sdp {

namespace {

const std::string kAudio = "m=audio 0 RTP/AVP 97\na=rtpmap:97 MPEG4-GENERIC/16000\n";
const std::string kH264 = "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n";

Result<JpegStream> find(const std::string& media) { return findJpegStream(*parseSdp("v=0\n" + media)); }

}  // namespace

BOOST_AUTO_TEST_CASE(takes_the_jpeg_stream_among_several) {
  const auto stream = find(kAudio + kH264 + "m=video 0 RTP/AVP 26\na=control:track3\n");
  BOOST_TEST(stream->media == 2U);
  BOOST_TEST(stream->payloadType == 26);
  BOOST_TEST(stream->clockRate == 90000U);
  BOOST_TEST(!stream->rtxPayloadType.has_value());
}

BOOST_AUTO_TEST_CASE(takes_a_dynamic_payload_type_by_its_name) {
  const auto stream = find("m=video 0 RTP/AVPF 96 98\na=rtpmap:96 H264/90000\na=rtpmap:98 jpeg/1000\n");
  BOOST_TEST(stream->payloadType == 98);
  BOOST_TEST(stream->clockRate == 1000U);
}

BOOST_AUTO_TEST_CASE(finds_the_retransmissions_of_its_own_payload_type) {
  const auto stream = find(
      "m=video 0 RTP/AVP 26 97 98\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\na=rtpmap:98 rtx/90000\n"
      "a=fmtp:98 rtx-time=100; apt=26\n");
  BOOST_TEST(stream->rtxPayloadType.value() == 98);
}

BOOST_AUTO_TEST_CASE(says_what_there_is_when_there_is_no_jpeg) {
  const auto none = find(kH264 + kAudio + "m=application 0 RTP/AVP 107\nm=video 0 RTP/AVP\n");
  BOOST_REQUIRE(!none.ok());
  BOOST_TEST(none.error().message ==
             "the server has no JPEG stream, only: video H264, audio MPEG4-GENERIC, application type 107, video");
  BOOST_TEST(!find("").ok());
  BOOST_TEST(!find("m=video 0 RTP/AVP 26\na=rtpmap:26 H264/90000\n").ok());
  BOOST_TEST(!find("m=audio 0 RTP/AVP 26\n").ok());
  BOOST_TEST(!find("m=video 0 MP2T/H2221/UDP 26\n").ok());
}

BOOST_AUTO_TEST_CASE(resolves_control_urls) {
  struct Case {
    const char* base;
    const char* control;
    const char* expected;
  };
  const Case cases[] = {
      {"rtsp://h/m/", "track1", "rtsp://h/m/track1"},
      {"rtsp://h/m", "track1", "rtsp://h/m/track1"},
      {"rtsp://h", "track1", "rtsp://h/track1"},
      {"rtsp://h/m", "*", "rtsp://h/m"},
      {"rtsp://h/m/", "", "rtsp://h/m/"},
      {"rtsp://h/m/", "rtsp://other:8554/x", "rtsp://other:8554/x"},
      {"rtsp://h/m/", "rtsp://u:p@other/x", "rtsp://other/x"},
      {"rtsp://h:8554/d/m", "/stream=0", "rtsp://h:8554/stream=0"},
      {"rtsp://h/cam?channel=1&subtype=0/", "trackID=0", "rtsp://h/cam?channel=1&subtype=0/trackID=0"},
      {"rtsp://h/cam?channel=1", "trackID=0", "rtsp://h/cam?channel=1/trackID=0"},
      {"rtsp://h/m", "?track=1", "rtsp://h/m?track=1"},
      {"rtsp://h/m", "x?u=rtsp://y/z", "rtsp://h/m/x?u=rtsp://y/z"},
      {"rtsp://h/m", " track1 ", "rtsp://h/m/track1"},
  };
  for (const Case& sample : cases) BOOST_TEST_CONTEXT(sample.base << " + " << sample.control)
  BOOST_TEST(resolveControl(sample.base, sample.control) == sample.expected);
}

BOOST_AUTO_TEST_CASE(the_base_is_what_the_server_says_or_what_was_asked_for) {
  BOOST_TEST(controlBase("rtsp://a/m/", "rtsp://b/m/", "rtsp://c/m") == "rtsp://a/m/");
  BOOST_TEST(controlBase("", " rtsp://b/m/ ", "rtsp://c/m") == "rtsp://b/m/");
  BOOST_TEST(controlBase("/relative", "", "rtsp://u:p@c/m") == "rtsp://c/m");
}

}  // namespace zoetrope::sdp
