// SPDX-License-Identifier: MIT
#include "libstream/rtsp/session_header.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

using std::chrono::seconds;

BOOST_AUTO_TEST_CASE(reads_and_writes_the_id_and_its_timeout) {
  const auto session = parseSession(" 1A2b-3$ ; timeout = 30");
  BOOST_TEST(session->id == "1A2b-3$");
  BOOST_TEST((session->timeout == seconds(30)));
  BOOST_TEST(serializeSession(*session) == "1A2b-3$;timeout=30");
  BOOST_TEST(serializeSession({"x", {}}) == "x");
}

BOOST_AUTO_TEST_CASE(a_timeout_that_is_none_is_the_usual_one) {
  for (const char* text : {"x", "x;timeout=", "x;timeout=0", "x;timeout=-5", "x;timeout=abc", "x;other=5"}) {
    const auto session = parseSession(text);
    BOOST_TEST(!session->timeout.has_value());
    BOOST_TEST((keepAliveInterval(*session) == kDefaultSessionTimeout / 2));
  }
  BOOST_TEST((parseSession("x;timeout=4000000000")->timeout == seconds(86'400)));
}

BOOST_AUTO_TEST_CASE(life_is_shown_every_half_timeout) {
  BOOST_TEST((keepAliveInterval({"x", seconds(10)}) == seconds(5)));
  BOOST_TEST((keepAliveInterval({"x", seconds(1)}) == seconds(1)));
}

BOOST_AUTO_TEST_CASE(no_id_and_an_over_long_one_are_errors) {
  BOOST_TEST(!parseSession("").ok());
  BOOST_TEST(!parseSession(";timeout=5").ok());
  BOOST_TEST(!parseSession(std::string(kMaxSessionIdBytes + 1, 'x')).ok());
  BOOST_TEST(parseSession(std::string(kMaxSessionIdBytes, 'x')).ok());
}

}  // namespace zoetrope::rtsp
