// SPDX-License-Identifier: MIT
#include "libstream/rtsp/rtp_info.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

BOOST_AUTO_TEST_CASE(reads_one_url_with_sequence_and_time) {
  const auto infos = parseRtpInfo("url=rtsp://h/m/track1;seq=65535;rtptime=4294967295");
  BOOST_REQUIRE(infos.size() == 1U);
  BOOST_TEST(infos[0].url == "rtsp://h/m/track1");
  BOOST_TEST(infos[0].sequence.value() == 65535);
  BOOST_TEST(infos[0].rtpTime.value() == 4294967295U);
  BOOST_TEST(serializeRtpInfo(infos) == "url=rtsp://h/m/track1;seq=65535;rtptime=4294967295");
}

BOOST_AUTO_TEST_CASE(reads_several_urls_in_any_order_of_parameters) {
  const auto infos = parseRtpInfo("url=track1;rtptime=7;seq=1, url=track2 ; seq=2;ssrc=ABCD,URL=\"a,b;c\";seq=3");
  BOOST_REQUIRE(infos.size() == 3U);
  BOOST_TEST(infos[0].sequence.value() == 1);
  BOOST_TEST(infos[0].rtpTime.value() == 7U);
  BOOST_TEST(infos[1].url == "track2");
  BOOST_TEST(!infos[1].rtpTime.has_value());
  BOOST_TEST(infos[2].url == "a,b;c");
  BOOST_TEST(infos[2].sequence.value() == 3);
}

BOOST_AUTO_TEST_CASE(a_url_may_have_commas_semicolons_and_a_query) {
  const auto infos = parseRtpInfo("url=rtsp://h/a,b;c?x=1&seq=9/track1;seq=4");
  BOOST_REQUIRE(infos.size() == 1U);
  BOOST_TEST(infos[0].url == "rtsp://h/a,b;c?x=1&seq=9/track1");
  BOOST_TEST(infos[0].sequence.value() == 4);
}

BOOST_AUTO_TEST_CASE(numbers_that_are_none_are_left_out) {
  const auto infos = parseRtpInfo("url=x;seq=70000;rtptime=-1");
  BOOST_REQUIRE(infos.size() == 1U);
  BOOST_TEST(!infos[0].sequence.has_value());
  BOOST_TEST(!infos[0].rtpTime.has_value());
  BOOST_TEST(parseRtpInfo("").empty());
  BOOST_TEST(parseRtpInfo(";;;").size() == 1U);
}

BOOST_AUTO_TEST_CASE(finds_the_stream_by_its_whole_url_or_its_end) {
  const auto sequenceOf = [](const std::vector<RtpInfo>& infos, std::string_view url) {
    const RtpInfo* found = findRtpInfo(infos, url);
    return found && found->sequence ? static_cast<int>(*found->sequence) : -1;
  };
  const auto infos = parseRtpInfo("url=rtsp://h/m/track2;seq=2,url=track1;seq=1");
  BOOST_TEST(sequenceOf(infos, "rtsp://h/m/track1") == 1);
  BOOST_TEST(sequenceOf(infos, "track2") == 2);
  BOOST_TEST(sequenceOf(infos, "rtsp://h/m/xtrack1") == -1);
  BOOST_TEST(sequenceOf(parseRtpInfo("url=whatever;seq=5"), "rtsp://h/m/track1") == 5);
  BOOST_TEST(sequenceOf({}, "x") == -1);
}

}  // namespace zoetrope::rtsp
