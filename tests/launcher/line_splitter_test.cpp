// SPDX-License-Identifier: MIT
#include "launcher/line_splitter.h"

#include <boost/test/unit_test.hpp>

#include <vector>

using zoetrope::launcher::LineSplitter;

namespace {

std::vector<std::string> taken(LineSplitter& splitter) {
  std::vector<std::string> lines;
  while (auto line = splitter.next()) lines.push_back(*line);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(line_splitter)

BOOST_AUTO_TEST_CASE(lines_come_whole_however_the_bytes_are_cut) {
  const std::string text = "one\ntwo\r\n\nthree";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    LineSplitter splitter;
    splitter.feed(text.substr(0, cut));
    splitter.feed(text.substr(cut));
    BOOST_TEST(taken(splitter) == (Lines{"one", "two", ""}), boost::test_tools::per_element());
    splitter.finish();
    BOOST_TEST(taken(splitter) == Lines{"three"}, boost::test_tools::per_element());
    BOOST_TEST(splitter.droppedBytes() == 0U);
  }
}

BOOST_AUTO_TEST_CASE(the_end_of_nothing_is_no_line) {
  LineSplitter splitter;
  splitter.feed("a\n");
  splitter.finish();
  splitter.finish();
  BOOST_TEST(taken(splitter) == Lines{"a"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_line_that_is_too_long_is_cut_and_the_rest_counted) {
  LineSplitter splitter({.lineBytes = 4, .waitingLines = 10, .waitingBytes = 100});
  splitter.feed("abcdef");
  splitter.feed("gh\nxy\n");
  BOOST_TEST(taken(splitter) == (Lines{"abcd", "xy"}), boost::test_tools::per_element());
  BOOST_TEST(splitter.droppedBytes() == 4U);
  BOOST_TEST(splitter.droppedLines() == 0U);
}

BOOST_AUTO_TEST_CASE(when_too_many_lines_wait_the_oldest_go_and_are_counted) {
  LineSplitter splitter({.lineBytes = 10, .waitingLines = 2, .waitingBytes = 100});
  splitter.feed("1\n22\n3\n4\n");
  BOOST_TEST(taken(splitter) == (Lines{"3", "4"}), boost::test_tools::per_element());
  BOOST_TEST(splitter.droppedLines() == 2U);
  BOOST_TEST(splitter.droppedBytes() == 3U);
}

BOOST_AUTO_TEST_CASE(when_too_many_bytes_wait_the_oldest_lines_go) {
  LineSplitter splitter({.lineBytes = 10, .waitingLines = 100, .waitingBytes = 5});
  splitter.feed("aaaa\nbbbb\ncccccccc\n");
  BOOST_TEST(taken(splitter) == Lines{"cccccccc"}, boost::test_tools::per_element());
  splitter.feed("dd\nee\n");
  BOOST_TEST(taken(splitter) == (Lines{"dd", "ee"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
