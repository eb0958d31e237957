// SPDX-License-Identifier: MIT
#include "libstream/control/status_line.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

namespace zoetrope::control {
namespace {

const std::string kAwkward = "quote \" backslash \\ newline \n tab \t caf\xC3\xA9 \xE2\x80\xA8 </script>";

std::vector<StatusLine> everyType() {
  return {
      Listening{{"0.0.0.0:8554", "[::]:8554"}, {"movie.Mjpeg", kAwkward}},
      Listening{},
      StateLine{"playing", kAwkward},
      SessionLine{"f00d", "setup", "192.0.2.7:4711", "movie.Mjpeg"},
      StatsLine{{{"frames_complete", 300}, {"loss_percent", 0.125}, {"bytes_received", 9e12}, {"negative", -3}}},
      StatsLine{},
      ErrorLine{"no such movie", kAwkward},
      Stopping{"asked to", 0},
      Stopping{"port taken", 7},
  };
}

const char* const kGarbage[] = {
    "",
    "\n",
    "null",
    "[]",
    "7",
    "{",
    "{}",
    "{\"v\":1}",
    "{\"v\":2,\"type\":\"stats\",\"numbers\":{}}",
    "{\"v\":true,\"type\":\"stats\",\"numbers\":{}}",
    "{\"v\":99999999999999999999,\"type\":\"stats\",\"numbers\":{}}",
    "{\"v\":1,\"type\":\"unheard_of\"}",
    "{\"v\":1,\"type\":7}",
    "{\"v\":1,\"type\":\"state\",\"state\":7}",
    "{\"v\":1,\"type\":\"listening\",\"addresses\":\"0.0.0.0:1\"}",
    "{\"v\":1,\"type\":\"listening\",\"addresses\":[1]}",
    "{\"v\":1,\"type\":\"listening\",\"addresses\":{\"a\":1}}",
    "{\"v\":1,\"type\":\"stats\",\"numbers\":[1]}",
    "{\"v\":1,\"type\":\"stats\",\"numbers\":{\"a\":\"1\"}}",
    "{\"v\":1,\"type\":\"stats\",\"numbers\":{\"a\":{}}}",
    "{\"v\":1,\"type\":\"stopping\",\"reason\":\"x\"}",
    "{\"v\":1,\"type\":\"stopping\",\"reason\":\"x\",\"exit_code\":\"0\"}",
    "{\"v\":1,\"type\":\"stopping\",\"reason\":\"x\",\"exit_code\":99999999999}",
    "{\"v\":1,\"type\":\"state\",\"state\":\"\xFF\xFE\"",
    "rtsp log line that is no JSON",
    "\xFF\xD8\xFF\xDB",
};

}  // namespace

BOOST_AUTO_TEST_SUITE(status_line)

BOOST_AUTO_TEST_CASE(every_type_comes_back_as_it_was_written) {
  for (const StatusLine& line : everyType()) {
    const std::string text = writeStatusLine(line);
    BOOST_TEST(text.find('\n') == text.npos);
    const auto parsed = parseStatusLine(text);
    BOOST_REQUIRE_MESSAGE(parsed.ok(), text << ": " << (parsed ? "" : parsed.error().message));
    BOOST_CHECK_MESSAGE(*parsed == line, text);
  }
}

BOOST_AUTO_TEST_CASE(the_form_is_the_documented_one) {
  BOOST_TEST(writeStatusLine(Listening{{"0.0.0.0:8554"}, {"movie.Mjpeg"}}) ==
             R"({"v":1,"type":"listening","addresses":["0.0.0.0:8554"],"movies":["movie.Mjpeg"]})");
  BOOST_TEST(writeStatusLine(StatsLine{{{"a", 3}, {"b", 0.5}}}) ==
             R"({"v":1,"type":"stats","numbers":{"a":3,"b":0.5}})");
  BOOST_TEST(writeStatusLine(Stopping{"done", 0}) == R"({"v":1,"type":"stopping","reason":"done","exit_code":0})");
}

BOOST_DATA_TEST_CASE(garbage_is_an_error, kGarbage, text) {
  const auto parsed = parseStatusLine(text);
  BOOST_TEST(!parsed.ok());
}

BOOST_AUTO_TEST_CASE(every_prefix_of_a_line_is_an_error) {
  for (const StatusLine& line : everyType()) {
    const std::string text = writeStatusLine(line);
    for (std::size_t size = 0; size < text.size(); ++size) BOOST_TEST(!parseStatusLine(text.substr(0, size)).ok());
  }
}

BOOST_AUTO_TEST_CASE(nesting_and_length_have_limits) {
  const std::string deep = R"({"v":1,"type":"state","more":)" + std::string(100'000, '[');
  BOOST_TEST(!parseStatusLine(deep.substr(0, 60'000)).ok());
  BOOST_TEST(!parseStatusLine(deep).ok());
  const std::string nested = R"({"v":1,"type":"state","more":[[[[[[1]]]]]]})";
  BOOST_TEST(!parseStatusLine(nested).ok());
  BOOST_TEST(!parseStatusLine(std::string(kMaxStatusLineBytes + 1, ' ')).ok());
}

BOOST_AUTO_TEST_CASE(what_a_newer_program_says_more_is_skipped) {
  const auto parsed = parseStatusLine(R"({"type":"state","v":1,"state":"ready","mood":{"good":[true]}})");
  BOOST_REQUIRE(parsed.ok());
  BOOST_TEST(std::get<StateLine>(*parsed).state == "ready");
  BOOST_TEST(std::get<StateLine>(*parsed).detail.empty());
}

BOOST_AUTO_TEST_CASE(names_that_are_no_utf8_do_not_break_the_line) {
  const auto parsed = parseStatusLine(writeStatusLine(Listening{{}, {"caf\xE9.mjpeg"}}));
  BOOST_REQUIRE(parsed.ok());
  BOOST_TEST(std::get<Listening>(*parsed).movies.at(0) == "caf\xEF\xBF\xBD.mjpeg");
}

BOOST_AUTO_TEST_CASE(numbers_that_json_does_not_have_are_left_out) {
  const StatsLine line{{{"nan", std::nan("")}, {"inf", std::numeric_limits<double>::infinity()}, {"one", 1}}};
  const auto parsed = parseStatusLine(writeStatusLine(line));
  BOOST_REQUIRE(parsed.ok());
  BOOST_TEST(std::get<StatsLine>(*parsed).numbers.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::control
