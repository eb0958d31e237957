// SPDX-License-Identifier: MIT
#include "libstream/rtsp/dialect.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

BOOST_AUTO_TEST_CASE(the_first_line_tells_all_but_a_setup_with_a_url) {
  const auto is = [](std::string_view method, std::string_view uri, Dialect expected) {
    BOOST_TEST_CONTEXT(method << ' ' << uri) BOOST_TEST((dialectOfRequestLine(method, uri) == expected));
  };
  is("SETUP", "movie.Mjpeg", Dialect::Course);
  is("PLAY", "movie.Mjpeg", Dialect::Course);
  is("PLAY", "", Dialect::Course);
  is("SETUP", "/movie.Mjpeg", Dialect::Course);
  is("DESCRIBE", "movie.Mjpeg", Dialect::Course);
  is("SETUP", "rtsp://h/movie.Mjpeg", Dialect::Unknown);
  is("PLAY", "rtsp://h/movie.Mjpeg", Dialect::Standard);
  is("DESCRIBE", "rtsp://h/movie.Mjpeg", Dialect::Standard);
  is("OPTIONS", "*", Dialect::Standard);
  is("OPTIONS", "/", Dialect::Standard);
}

BOOST_AUTO_TEST_CASE(the_transport_tells_the_rest_as_soon_as_it_can) {
  const auto is = [](std::string_view value, bool whole, Dialect expected) {
    BOOST_TEST_CONTEXT(value) BOOST_TEST((dialectOfTransport(value, whole) == expected));
  };
  is(" RTP/AVP;unicast;client_port=1-2", true, Dialect::Standard);
  is("RTP/AVPF", false, Dialect::Standard);
  is("rtp/savp;unicast", true, Dialect::Standard);
  is("RTP/", false, Dialect::Unknown);
  is("", false, Dialect::Unknown);
  is("RTP/SAV", false, Dialect::Unknown);
  is("RTP/AV", true, Dialect::Course);
  is("RTP/U", false, Dialect::Course);
  is("rtp/upd; compression; port=25000-25001", true, Dialect::Course);
  is("", true, Dialect::Course);
}

}  // namespace zoetrope::rtsp
