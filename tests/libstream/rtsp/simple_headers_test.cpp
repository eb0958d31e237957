// SPDX-License-Identifier: MIT
#include "libstream/rtsp/simple_headers.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

BOOST_AUTO_TEST_CASE(words_are_split_at_commas_over_all_headers_of_a_name) {
  const HeaderList headers{{"Supported", "a, b,,"}, {"supported", std::string(kFeatureJpegHeader)}};
  BOOST_TEST(parseTokens(headers, "Supported").size() == 3U);
  BOOST_TEST(hasToken(headers, "Supported", "zoetrope.jpeg-header"));
  BOOST_TEST(hasToken(headers, "Supported", "A"));
  BOOST_TEST(!hasToken(headers, "Supported", "c"));
  BOOST_TEST(!hasToken(headers, "Require", "a"));
  BOOST_TEST(joinTokens({"a", "b"}) == "a, b");
}

BOOST_AUTO_TEST_CASE(what_is_required_and_not_there_is_named) {
  const HeaderList headers{{"Require", "play.basic, com.foo"}, {"Proxy-Require", "bar"}};
  BOOST_TEST(unsupportedFeatures(headers, {"play.basic"}) == "com.foo, bar");
  BOOST_TEST(unsupportedFeatures(headers, {"play.basic", "com.foo", "BAR"}).empty());
  BOOST_TEST(unsupportedFeatures({}, {}).empty());
}

BOOST_AUTO_TEST_CASE(speed_is_above_nothing) {
  BOOST_TEST(parseSpeed("2.5").value() == 2.5);
  BOOST_TEST(parseSpeed(" 1.0 - 2.0 ").value() == 2.0);
  for (const char* bad : {"", "0", "-1", "fast", "inf", "1x", "1e400"}) BOOST_TEST(!parseSpeed(bad).has_value());
}

BOOST_AUTO_TEST_CASE(scale_may_go_backwards_but_not_stand) {
  BOOST_TEST(parseScale("-2").value() == -2.0);
  BOOST_TEST(parseScale("1").value() == 1.0);
  for (const char* bad : {"", "0", "0.0", "x"}) BOOST_TEST(!parseScale(bad).has_value());
}

BOOST_AUTO_TEST_CASE(accept_leaves_room_for_sdp_or_not) {
  const auto accepts = [](std::string value) { return acceptsSdp({{"Accept", value}}); };
  BOOST_TEST(acceptsSdp({}));
  BOOST_TEST(accepts("application/sdp"));
  BOOST_TEST(accepts("application/rtsl, application/SDP;level=-2"));
  BOOST_TEST(accepts("*/*"));
  BOOST_TEST(accepts("application/*;q=0.5"));
  BOOST_TEST(!accepts("application/mheg"));
  BOOST_TEST(!accepts("application/sdp;q=0"));
  BOOST_TEST(!accepts("application/sdp; q=0.0"));
}

}  // namespace zoetrope::rtsp
