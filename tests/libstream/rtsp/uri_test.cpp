// SPDX-License-Identifier: MIT
#include "libstream/rtsp/uri.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

namespace {

struct Case {
  const char* text;
  const char* host;
  int port;
  const char* path;
  const char* written;
  const char* redacted;
};

const Case kCases[] = {
    {"rtsp://h/m", "h", 554, "/m", "rtsp://h/m", "rtsp://h/m"},
    {"RTSP://h:8554/d/m.mjpeg", "h", 8554, "/d/m.mjpeg", "rtsp://h:8554/d/m.mjpeg", "rtsp://h:8554/d/m.mjpeg"},
    {"rtsp://h", "h", 554, "", "rtsp://h", "rtsp://h"},
    {"rtsp://h:/m", "h", 554, "/m", "rtsp://h/m", "rtsp://h/m"},
    {"rtsp://[::1]:8554/m", "::1", 8554, "/m", "rtsp://[::1]:8554/m", "rtsp://[::1]:8554/m"},
    {"rtsp://[fe80::1]/m", "fe80::1", 554, "/m", "rtsp://[fe80::1]/m", "rtsp://[fe80::1]/m"},
    {"rtsp://u:secret@h/m", "h", 554, "/m", "rtsp://h/m", "rtsp://u:***@h/m"},
    {"rtsp://u:s@cr:et@h/m", "h", 554, "/m", "rtsp://h/m", "rtsp://u:***@h/m"},
    {"rtsp://u@h/m", "h", 554, "/m", "rtsp://h/m", "rtsp://u@h/m"},
    {"rtsp://h/a%20b", "h", 554, "/a%20b", "rtsp://h/a%20b", "rtsp://h/a%20b"},
    {"rtsp://h:8554?x=1", "h", 8554, "", "rtsp://h:8554?x=1", "rtsp://h:8554?x=1"},
    {"rtsp://h/m#part", "h", 554, "/m", "rtsp://h/m", "rtsp://h/m"},
};

}  // namespace

BOOST_AUTO_TEST_CASE(reads_and_writes_urls) {
  for (const Case& sample : kCases) {
    BOOST_TEST_CONTEXT(sample.text) {
      const auto uri = parseUri(sample.text);
      BOOST_REQUIRE(uri.ok());
      BOOST_TEST(uri->host == sample.host);
      BOOST_TEST(uri->port == sample.port);
      BOOST_TEST(uri->path == sample.path);
      BOOST_TEST(uri->toString() == sample.written);
      BOOST_TEST(uri->redacted() == sample.redacted);
    }
  }
}

BOOST_AUTO_TEST_CASE(user_and_password_are_decoded) {
  const auto uri = parseUri("rtsp://a%40b:p%3Aw%25@h:8554/m?channel=1&subtype=0");
  BOOST_TEST(uri->user == "a@b");
  BOOST_TEST(uri->password == "p:w%");
  BOOST_TEST(uri->query == "channel=1&subtype=0");
  BOOST_TEST(uri->authority() == "h:8554");
}

BOOST_AUTO_TEST_CASE(what_is_no_rtsp_url_is_an_error_that_keeps_the_password) {
  for (const char* text :
       {"", "movie.Mjpeg", "http://u:secret@h/m", "rtsp:/h/m", "rtsp://", "rtsp:///m", "rtsp://u:secret@/m",
        "rtsp://h:0/m", "rtsp://h:99999/m", "rtsp://h:12x/m", "rtsp://[::1/m", "rtsp://[::1]x/m",
        "rtsp://u:secret%zz@h/m", "rtsp://u:secret/x@h/m", "http://u:a/secret@h/m", "1rtsp://h/m"}) {
    BOOST_TEST_CONTEXT(text) {
      const auto uri = parseUri(text);
      BOOST_REQUIRE(!uri.ok());
      BOOST_TEST(uri.error().message.find("secret") == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(no_password_is_left_in_a_text_for_the_log) {
  BOOST_TEST(redacted("DESCRIBE rtsp://u:secret@h/m RTSP/1.0\r\nAuthorization: Basic dTpz\r\nCSeq: 1\r\n") ==
             "DESCRIBE rtsp://u:***@h/m RTSP/1.0\r\nAuthorization: Basic ***\r\nCSeq: 1\r\n");
  BOOST_TEST(redacted("a\nauthorization: Digest username=\"u\", response=\"x\"\n") == "a\nAuthorization: Digest ***\n");
  BOOST_TEST(redacted("rtsp://u:a@b and rtsp://v:c/d@e") == "rtsp://u:***@b and rtsp://v:c/d@e");
  BOOST_TEST(redacted("mail me@h, rtsp://h/x@y") == "mail me@h, rtsp://h/x@y");
  BOOST_TEST(redacted("://") == "://");
}

}  // namespace zoetrope::rtsp
