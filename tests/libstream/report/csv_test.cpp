// SPDX-License-Identifier: MIT
#include "libstream/report/csv.h"

#include "libstream/base/text.h"
#include "tests/libstream/report/sample_report.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace zoetrope::report::test {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rowsOf(const std::string& csv) {
  Rows rows;
  for (const std::string_view line : split(csv, '\n')) {
    if (line.empty()) continue;
    rows.emplace_back();
    for (const std::string_view cell : split(trim(line), ',')) rows.back().emplace_back(cell);
  }
  return rows;
}

std::size_t columnOf(const Rows& rows, const char* name) {
  return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(a_row_a_second_with_what_happened_in_it) {
  SessionReport report = lossyReport();
  playback::Counters at1 = report.counters;
  at1.packetsReceived = 40'000;
  at1.cacheFrames = 12;
  report.history = {{0, {}}, {1, at1}, {2.5, report.counters}};
  const Rows rows = rowsOf(csvReport(report));
  BOOST_REQUIRE(rows.size() == 3);
  for (const auto& row : rows) BOOST_TEST(row.size() == 2 + playback::counterFields().size() + 6);
  BOOST_TEST(rows[0][0] == "seconds");
  BOOST_TEST(rows[0][1] == "counts_of_last_seconds");
  BOOST_TEST(rows[2][0] == "2.500");
  BOOST_TEST(rows[2][1] == "1.500");
  const std::size_t received = columnOf(rows, "packets_received");
  BOOST_TEST(rows[1][received] == "40000");
  BOOST_TEST(rows[2][received] == "50120");
  BOOST_TEST(rows[1][columnOf(rows, "cache_frames")] == "12");
  BOOST_TEST(rows[2][columnOf(rows, "cache_frames")] == "0");
  BOOST_TEST(rows[1][columnOf(rows, "movie")] == "hd1080.mjpeg");
  BOOST_TEST(rows[1][columnOf(rows, "exit_code")] == "0");
}

BOOST_AUTO_TEST_CASE(a_second_session_that_counts_from_nothing_takes_nothing_away) {
  SessionReport report = lossyReport();
  playback::Counters again;
  again.packetsReceived = 5;
  report.history = {{0, {}}, {1, report.counters}, {2, again}};
  const Rows rows = rowsOf(csvReport(report));
  BOOST_TEST(rows[2][columnOf(rows, "packets_received")] == "5");
}

BOOST_AUTO_TEST_CASE(a_session_without_history_is_one_row_that_says_how_it_ended) {
  const std::string csv = csvReport(deadReport());
  BOOST_TEST(rowsOf(csv).size() == 2);
  BOOST_TEST(csv.find(",3,no connection to 127.0.0.1:8554: connection refused\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(foreign_text_is_no_formula_and_stays_in_its_cell) {
  BOOST_TEST(csvText("plain") == "plain");
  BOOST_TEST(csvText("=cmd()") == "'=cmd()");
  BOOST_TEST(csvText("-1+2") == "'-1+2");
  BOOST_TEST(csvText("@x") == "'@x");
  BOOST_TEST(csvText("+1") == "'+1");
  BOOST_TEST(csvText("a,b") == "\"a,b\"");
  BOOST_TEST(csvText("a\"b\r\nc") == "\"a\"\"b\r\nc\"");
  BOOST_TEST(csvText("\t=x,") == "\"'\t=x,\"");
  BOOST_TEST(csvText("\xff") == "\uFFFD");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::report::test
