// SPDX-License-Identifier: MIT
#include "libstream/movie/movie_name.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace zoetrope::movie {
namespace {

using namespace std::string_view_literals;

std::string joined(std::string_view name, bool windowsRules = false) {
  const auto parts = splitMovieName(name, windowsRules);
  if (!parts) return "refused";
  std::string text;
  for (const std::string& part : *parts) text += "[" + part + "]";
  return text;
}

const std::string_view kRefused[] = {
    ""sv,
    "/"sv,
    "//"sv,
    "//movie.Mjpeg"sv,
    "a//b"sv,
    "movie.Mjpeg//"sv,
    ".."sv,
    "../movie.Mjpeg"sv,
    "a/../b"sv,
    "a/.."sv,
    "./movie.Mjpeg"sv,
    "%2e%2e/movie.Mjpeg"sv,
    "%2E%2E%2Fmovie.Mjpeg"sv,
    "..%2fmovie.Mjpeg"sv,
    "a%2f%2e%2e%2fb"sv,
    "..\\movie.Mjpeg"sv,
    "..%5cmovie.Mjpeg"sv,
    "a\\b"sv,
    "\\\\server\\share"sv,
    "C:movie.Mjpeg"sv,
    "C:/movie.Mjpeg"sv,
    "/c:/movie.Mjpeg"sv,
    "c%3A/movie.Mjpeg"sv,
    "movie.Mjpeg\0.txt"sv,
    "movie.Mjpeg%00"sv,
    "movie%0d%0a.Mjpeg"sv,
    "\x01"sv,
};

const std::string_view kRefusedByWindows[] = {
    "NUL"sv,           "nul.mjpeg"sv,    "CON"sv,          "com1.mjpeg"sv,         "folder/LPT9"sv,
    "aux .mjpeg"sv,    "movie.mjpeg."sv, "movie.mjpeg "sv, "movie.mjpeg::$DATA"sv, "a?.mjpeg"sv,
    "caf\xE9.mjpeg"sv, ".. /x"sv,        "CONIN$"sv,
};

}  // namespace

BOOST_AUTO_TEST_SUITE(movie_name)

BOOST_AUTO_TEST_CASE(plain_and_encoded_names_come_apart) {
  BOOST_TEST(joined("movie.Mjpeg") == "[movie.Mjpeg]");
  BOOST_TEST(joined("/movie.Mjpeg") == "[movie.Mjpeg]");
  BOOST_TEST(joined("movie.Mjpeg/") == "[movie.Mjpeg]");
  BOOST_TEST(joined("a/b/c.mjpeg") == "[a][b][c.mjpeg]");
  BOOST_TEST(joined("my%20movie.mjpeg") == "[my movie.mjpeg]");
  BOOST_TEST(joined("a%2Fb") == "[a][b]");
  BOOST_TEST(joined("caf%C3%A9.mjpeg") == "[caf\xC3\xA9.mjpeg]");
  BOOST_TEST(joined("100%.mjpeg") == "[100%.mjpeg]");
  BOOST_TEST(joined("%252e%252e") == "[%2e%2e]");
  BOOST_TEST(joined("...") == "[...]");
}

BOOST_DATA_TEST_CASE(what_leads_elsewhere_is_refused, kRefused, name) {
  BOOST_TEST(joined(name) == "refused");
  BOOST_TEST(joined(name, true) == "refused");
}

BOOST_DATA_TEST_CASE(what_windows_treats_as_special_is_refused_there, kRefusedByWindows, name) {
  BOOST_TEST(joined(name, true) == "refused");
  BOOST_TEST(joined(name, false) != "refused");
}

BOOST_AUTO_TEST_CASE(long_names_are_refused) {
  BOOST_TEST(joined(std::string(kMaxMovieNameBytes, 'a')) != "refused");
  BOOST_TEST(joined(std::string(kMaxMovieNameBytes + 1, 'a')) == "refused");
  BOOST_TEST(joined(std::string(100'000, '%')) == "refused");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
