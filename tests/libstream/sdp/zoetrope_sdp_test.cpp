// SPDX-License-Identifier: MIT
#include "libstream/sdp/zoetrope_sdp.h"

#include "libstream/sdp/jpeg_stream.h"
#include "libstream/sdp/sdp.h"

#include <boost/test/unit_test.hpp>

#include <cstdio>

namespace zoetrope::sdp {

namespace {

SdpOptions movie() {
  SdpOptions options;
  options.sessionId = 42;
  options.serverAddress = "192.0.2.1";
  options.name = "movie.Mjpeg";
  options.duration = 25;
  options.frameRate = 20;
  options.bandwidthKbps = 1200;
  return options;
}

}  // namespace

BOOST_AUTO_TEST_CASE(describes_a_movie_byte_by_byte) {
  BOOST_TEST(zoetropeSdp(movie()) ==
             "v=0\r\no=- 42 1 IN IP4 192.0.2.1\r\ns=movie.Mjpeg\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\n"
             "a=range:npt=0-25\r\nm=video 0 RTP/AVP 26\r\nb=AS:1200\r\na=rtpmap:26 JPEG/90000\r\na=framerate:20\r\n"
             "a=control:track1\r\n");
}

BOOST_AUTO_TEST_CASE(announces_feedback_and_retransmission_only_when_there) {
  SdpOptions options = movie();
  options.nack = options.rtx = options.ccfb = true;
  const std::string text = zoetropeSdp(options);
  BOOST_TEST(text.find("m=video 0 RTP/AVP 26 97\r\nb=AS:1200\r\na=rtpmap:26 JPEG/90000\r\na=rtcp-fb:26 nack\r\n"
                       "a=rtcp-fb:* ack ccfb\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=26;rtx-time=1000\r\n") !=
             std::string::npos);
  const auto stream = findJpegStream(*parseSdp(text));
  BOOST_TEST(stream->payloadType == 26);
  BOOST_TEST(stream->rtxPayloadType.value() == 97);
}

// live555 reads an m-line with sscanf and takes RTP/AVP only, never RTP/AVPF.
BOOST_AUTO_TEST_CASE(live555_reads_the_m_line_with_and_without_feedback) {
  SdpOptions options = movie();
  for (const bool feedback : {false, true}) {
    options.nack = options.rtx = options.ccfb = feedback;
    const std::string text = zoetropeSdp(options);
    char medium[16] = {};
    unsigned short port = 9;
    unsigned payloadType = 0;
    BOOST_TEST(std::sscanf(text.c_str() + text.find("m="), "m=%15s %hu RTP/AVP %u", medium, &port, &payloadType) == 3);
    BOOST_TEST(std::string(medium) == "video");
    BOOST_TEST(port == 0);
    BOOST_TEST(payloadType == 26U);
  }
}

BOOST_AUTO_TEST_CASE(a_stream_without_an_end_begins_now) {
  SdpOptions options = movie();
  options.duration.reset();
  BOOST_TEST(zoetropeSdp(options).find("a=range:npt=now-\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(ipv6_addresses_are_named_so) {
  SdpOptions options = movie();
  options.serverAddress = "::1";
  const std::string text = zoetropeSdp(options);
  BOOST_TEST(text.find("o=- 42 1 IN IP6 ::1\r\n") != std::string::npos);
  BOOST_TEST(text.find("c=IN IP6 ::\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_movies_name_stays_on_its_line_and_no_name_is_a_dash) {
  SdpOptions options = movie();
  options.name = "a\r\nm=audio 0 RTP/AVP 0";
  BOOST_TEST(parseSdp(zoetropeSdp(options))->media.size() == 1U);
  options.name.clear();
  options.info = "impaired: loss=1%";
  const std::string text = zoetropeSdp(options);
  BOOST_TEST(text.find("\r\ns=-\r\ni=impaired: loss=1%\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(rates_and_lengths_are_written_as_short_as_they_are) {
  SdpOptions options = movie();
  options.frameRate = 30000.0 / 1001;
  options.duration = 10.0 / 3;
  options.bandwidthKbps = 0;
  const std::string text = zoetropeSdp(options);
  BOOST_TEST(text.find("a=framerate:29.97\r\n") != std::string::npos);
  BOOST_TEST(text.find("a=range:npt=0-3.333\r\n") != std::string::npos);
  BOOST_TEST(text.find("b=AS") == std::string::npos);
}

}  // namespace zoetrope::sdp
