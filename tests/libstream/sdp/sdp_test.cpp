// SPDX-License-Identifier: MIT
#include "libstream/sdp/sdp.h"

#include <boost/test/unit_test.hpp>

#include <random>

namespace zoetrope::sdp {

namespace {

// As an IP camera describes itself.
const std::string kCamera =
    "v=0\r\no=- 1109162014219182 1109162014219192 IN IP4 192.0.2.64\r\ns=Media Presentation\r\ni=Lobby\r\n"
    "e=NONE\r\nc=IN IP4 0.0.0.0\r\nb=AS:5050\r\nt=0 0\r\na=control:rtsp://192.0.2.64/ch1/\r\na=range:npt=now-\r\n"
    "m=video 0 RTP/AVP 96\r\nb=AS:5000\r\na=control:trackID=1\r\na=rtpmap:96 H264/90000\r\n"
    "a=fmtp:96 profile-level-id=420029; packetization-mode=1\r\na=recvonly\r\n"
    "m=video 49170/2 RTP/AVP 26\r\ni=second\r\nc=IN IP4 239.0.0.1/16\r\na=x-dimensions:640,480\r\na=framerate:12.5\r\n"
    "a=control:trackID=2\r\n";

std::string withLf(std::string text) {
  std::erase(text, '\r');
  return text;
}

Media::Size dimensionsOf(const std::string& attribute) {
  const auto sdp = parseSdp("v=0\nm=video 0 RTP/AVP 26\na=" + attribute + "\n");
  return sdp->media.front().dimensions().value_or(Media::Size{});
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_sessions_and_several_streams_with_crlf_and_lf) {
  for (const std::string& text : {kCamera, withLf(kCamera), kCamera.substr(0, kCamera.size() - 2)}) {
    const auto sdp = parseSdp(text);
    BOOST_REQUIRE(sdp.ok());
    BOOST_TEST(sdp->name == "Media Presentation");
    BOOST_TEST(sdp->info == "Lobby");
    BOOST_TEST(sdp->control() == "rtsp://192.0.2.64/ch1/");
    BOOST_TEST(sdp->bandwidthKbps.value() == 5050U);
    BOOST_REQUIRE(sdp->media.size() == 2U);
    const Media& first = sdp->media[0];
    BOOST_TEST(first.rtpMap(96)->encoding == "H264");
    BOOST_TEST(first.rtpMap(96)->clockRate == 90000U);
    BOOST_TEST(!first.rtpMap(97).has_value());
    BOOST_TEST(first.fmtp(96) == "profile-level-id=420029; packetization-mode=1");
    BOOST_TEST(first.attributes.get("recvonly").has_value());
    BOOST_TEST(rangeOf(*sdp, first) == "npt=now-");
    const Media& second = sdp->media[1];
    BOOST_TEST(second.port == 49170);
    BOOST_TEST(second.info == "second");
    BOOST_TEST(second.frameRate().value() == 12.5);
    BOOST_TEST(second.dimensions()->width == 640);
    BOOST_TEST(second.control() == "trackID=2");
  }
}

BOOST_AUTO_TEST_CASE(a_media_range_comes_before_the_sessions) {
  const auto sdp = parseSdp("v=0\na=range:npt=0-5\nm=video 0 RTP/AVP 26\na=range:npt=0-7\n");
  BOOST_TEST(rangeOf(*sdp, sdp->media.front()) == "npt=0-7");
  BOOST_TEST(rangeOf(*parseSdp("v=0\n"), Media{}).empty());
}

BOOST_AUTO_TEST_CASE(reads_sizes_in_the_forms_that_servers_write) {
  BOOST_TEST(dimensionsOf("x-dimensions: 1280,720").height == 720);
  BOOST_TEST(dimensionsOf("framesize:26 1280-720").width == 1280);
  BOOST_TEST(dimensionsOf("cliprect:0,0,720,1280").width == 1280);
  for (const char* bad :
       {"x-dimensions:", "x-dimensions:1280", "x-dimensions:a,b", "framesize:26", "x-dimensions:99999,1"})
    BOOST_TEST(dimensionsOf(bad).width == 0);
}

BOOST_AUTO_TEST_CASE(strange_lines_are_skipped) {
  const auto sdp = parseSdp("garbage\nv=0\nz=0 0\nx\n=\n\nm=video 0 RTP/AVP 26\nk=prompt\nb=CT:5\nb=AS:x\na=\na=:\n");
  BOOST_REQUIRE(sdp.ok());
  BOOST_TEST(!sdp->media.front().bandwidthKbps.has_value());
  BOOST_TEST(!sdp->media.front().frameRate().has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_description_is_an_error) {
  for (const char* text :
       {"", "<html>", "v0", "v=0\nm=video\n", "v=0\nm=video x RTP/AVP 26\n", "v=0\nm=video 70000 RTP/AVP 26\n"})
    BOOST_TEST_CONTEXT(text) BOOST_TEST(!parseSdp(text).ok());
}

BOOST_AUTO_TEST_CASE(too_much_of_anything_is_an_error) {
  BOOST_TEST(!parseSdp("v=0\n" + std::string(kMaxSdpBytes, 'a')).ok());
  BOOST_TEST(!parseSdp("v=0\n" + std::string(kMaxSdpLines, '\n')).ok());
  std::string media = "v=0\n";
  for (std::size_t i = 0; i < kMaxSdpMedia; ++i) media += "m=video 0 RTP/AVP 26\n";
  BOOST_TEST(parseSdp(media).ok());
  BOOST_TEST(!parseSdp(media + "m=video 0 RTP/AVP 26\n").ok());
}

BOOST_AUTO_TEST_CASE(what_was_read_is_written_again) {
  const auto sdp = parseSdp(kCamera);
  const std::string written = serializeSdp(*sdp);
  BOOST_TEST(serializeSdp(*parseSdp(written)) == written);
  BOOST_TEST(written.find("m=video 0 RTP/AVP 96\r\nb=AS:5000\r\na=control:trackID=1\r\n") != std::string::npos);
  BOOST_TEST(written.find("a=recvonly\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(damaged_descriptions_are_read_or_refused_but_never_crash) {
  std::mt19937 random(20'261'122);
  std::size_t read = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string text = kCamera;
    for (int j = 0; j < 8; ++j) {
      const std::size_t at = random() % text.size();
      if (random() % 2) text[at] = static_cast<char>(random());
      if (random() % 4 == 0) text.erase(at, random() % 9);
    }
    const auto sdp = parseSdp(text);
    if (!sdp) continue;
    ++read;
    for (const Media& media : sdp->media) {
      media.dimensions();
      media.rtpMap(26);
      media.frameRate();
    }
  }
  BOOST_TEST(read > 0U);
  BOOST_TEST(read < 5000U);
}

}  // namespace zoetrope::sdp
