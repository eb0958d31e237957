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
      StateLine{"ready", "standard dialect over UDP", kAwkward, "standard", "UDP"},
      SessionLine{"f00d", "setup", "192.0.2.7:4711", "movie.Mjpeg"},
      SessionLine{"f00d", "report", "[::1]:4711", kAwkward, "course", "UDP", "playing", kAwkward, 98.4e6, 0.125},
      SessionLine{"f00d", "report", "[::1]:4711", "movie.Mjpeg", "standard", "TCP", "ready", "", 0, 1},
      StatsLine{.server = ServerStats{1000, 900, 50, 1.25e10}},
      StatsLine{.server = ServerStats{}},
      StatsLine{.player = PlayerStats{20, 30, "playing", 4'000'000'000, 29.97, 98.4e6, 0.5, 3.25, 10}},
      StatsLine{.player = PlayerStats{}},
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
    "{\"v\":\"1\",\"type\":\"stats\"}",
    "{\"v\":true,\"type\":\"stats\"}",
    "{\"v\":99999999999999999999,\"type\":\"stats\",\"numbers\":{}}",
    "{\"v\":1,\"type\":7}",
    "{\"v\":1,\"type\":\"state\",\"state\":7}",
    "{\"v\":1,\"type\":\"listening\",\"addresses\":\"0.0.0.0:1\"}",
    "{\"v\":1,\"type\":\"listening\",\"addresses\":[1]}",
    "{\"v\":1,\"type\":\"listening\",\"addresses\":{\"a\":1}}",
    R"({"v":1,"type":"stats","server":[1]})",
    R"({"v":1,"type":"stats","server":7})",
    R"({"v":1,"type":"stats","server":{"sessions":-1}})",
    R"({"v":1,"type":"stats","server":{"sessions":1.5}})",
    R"({"v":1,"type":"stats","server":{"sessions":1e300}})",
    R"({"v":1,"type":"stats","server":{"sessions":"1"}})",
    R"({"v":1,"type":"stats","server":{"sessions":true}})",
    R"({"v":1,"type":"stats","server":{"sessions":{}}})",
    R"({"v":1,"type":"stats","player":{"loss":1.01}})",
    R"({"v":1,"type":"stats","player":{"loss":-0.01}})",
    R"({"v":1,"type":"stats","player":{"position_s":-1}})",
    R"({"v":1,"type":"stats","player":{"cache":7}})",
    R"({"v":1,"type":"session","session":"a","event":"report","rate_bps":"fast"})",
    R"({"v":1,"type":"session","session":"a","event":"report","loss":100})",
    R"({"v":1,"type":"state","state":"ready"} and more)",
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
  BOOST_TEST(writeStatusLine(StatsLine{.server = ServerStats{3, 2, 3, 0.5}}) ==
             R"({"v":1,"type":"stats","server":{"sessions":3,"viewers":2,"reported":3,"rate_bps":0.5}})");
  BOOST_TEST(writeStatusLine(StateLine{"ready", "d", "m", "course", "UDP"}) ==
             R"({"v":1,"type":"state","state":"ready","detail":"d","movie":"m","dialect":"course","transport":"UDP"})");
  BOOST_TEST(writeStatusLine(Stopping{"done", 0}) == R"({"v":1,"type":"stopping","reason":"done","exit_code":0})");
}

BOOST_DATA_TEST_CASE(garbage_is_an_error, kGarbage, text) {
  const auto parsed = parseStatusLine(text);
  BOOST_REQUIRE(!parsed.ok());
  BOOST_TEST((parsed.error().kind == StatusLineError::Kind::Malformed));
  BOOST_TEST(parsed.error().message.starts_with("status line: "));
}

BOOST_AUTO_TEST_CASE(a_type_of_later_and_another_version_can_be_told_from_a_broken_line) {
  const auto later = parseStatusLine(R"({"v":1,"type":"weather","sun":{"shines":true}})");
  BOOST_REQUIRE(!later.ok());
  BOOST_TEST((later.error().kind == StatusLineError::Kind::UnknownType));
  const auto other = parseStatusLine(R"({"v":2,"type":"state","state":"ready"})");
  BOOST_REQUIRE(!other.ok());
  BOOST_TEST((other.error().kind == StatusLineError::Kind::OtherVersion));
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
  SessionLine line{"f00d", "report", "192.0.2.7:4711", "movie.Mjpeg"};
  line.rateBps = std::numeric_limits<double>::infinity();
  line.loss = std::nan("");
  const auto parsed = parseStatusLine(writeStatusLine(line));
  BOOST_REQUIRE(parsed.ok());
  BOOST_TEST(!std::get<SessionLine>(*parsed).rateBps);
  BOOST_TEST(!std::get<SessionLine>(*parsed).loss);
  BOOST_TEST(parseStatusLine(writeStatusLine(StatsLine{.server = ServerStats{1, 1, 1, std::nan("")}})).ok());
}

BOOST_AUTO_TEST_CASE(no_line_is_longer_than_a_reader_takes) {
  const std::string controls(40'000, '\x01');
  std::string characters;
  while (characters.size() < 2 * kMaxStatusLineBytes) characters += "\xE2\x82\xAC";
  const StatusLine lines[] = {
      ErrorLine{controls, characters},
      Stopping{characters, 3},
      Listening{{"127.0.0.1:8554"}, std::vector<std::string>(5000, "a movie with a long name.mjpeg")},
      SessionLine{"f00d", "ended", controls, characters, controls, controls, characters, controls},
  };
  for (const StatusLine& line : lines) {
    const std::string text = writeStatusLine(line);
    BOOST_TEST(text.size() <= kMaxStatusLineBytes);
    BOOST_TEST(parseStatusLine(text).ok());
    BOOST_TEST(text.find("\xEF\xBF\xBD") == text.npos);  // no character was cut in two
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::control
