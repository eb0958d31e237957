// SPDX-License-Identifier: MIT
#include "libstream/report/words.h"

#include "tests/libstream/report/sample_report.h"

#include <boost/test/unit_test.hpp>

#include <limits>

namespace zoetrope::report::test {

BOOST_AUTO_TEST_SUITE(words)

BOOST_AUTO_TEST_CASE(long_numbers_are_in_groups_of_three) {
  BOOST_TEST(grouped(0) == "0");
  BOOST_TEST(grouped(999) == "999");
  BOOST_TEST(grouped(1000) == "1,000");
  BOOST_TEST(grouped(18'446'744'073'709'551'615U) == "18,446,744,073,709,551,615");
}

BOOST_AUTO_TEST_CASE(one_is_singular_and_none_is_plural) {
  BOOST_TEST(counted(0, "packet", "packets") == "0 packets");
  BOOST_TEST(counted(1, "packet", "packets") == "1 packet");
  BOOST_TEST(counted(1234, "packet", "packets") == "1,234 packets");
}

BOOST_AUTO_TEST_CASE(a_little_is_never_said_to_be_nothing) {
  BOOST_TEST(percentText(0) == "0.00 %");
  BOOST_TEST(percentText(0.001) == "less than 0.01 %");
  BOOST_TEST(percentText(4.994) == "4.99 %");
}

BOOST_AUTO_TEST_CASE(figures_have_units_that_fit) {
  BOOST_TEST(bitRateText(102'400'000) == "102.4 Mbit/s");
  BOOST_TEST(bitRateText(64'000) == "64 kbit/s");
  BOOST_TEST(byteText(1) == "1 byte");
  BOOST_TEST(byteText(4'194'304) == "4.2 MB");
  BOOST_TEST(byteText(212'992) == "213 kB");
  BOOST_TEST(byteText(1'500'000'000) == "1.50 GB");
  BOOST_TEST(milliText(0.84) == "0.8 ms");
  BOOST_TEST(milliText(0.01) == "less than 0.1 ms");
  BOOST_TEST(milliText(639.6) == "640 ms");
  BOOST_TEST(spanText(10.24) == "10.2 s");
  BOOST_TEST(spanText(185) == "3:05 min");
  BOOST_TEST(decimal(std::numeric_limits<double>::quiet_NaN(), 1) == "0.0");
}

BOOST_AUTO_TEST_CASE(times_are_those_of_the_clock_on_the_wall) {
  using namespace std::chrono_literals;
  BOOST_TEST(timestamp(noon(), 0min) == "2026-11-28T12:34:56.789+00:00");
  BOOST_TEST(timestamp(noon(), 60min) == "2026-11-28T13:34:56.789+01:00");
  BOOST_TEST(timestamp(noon(), -780min) == "2026-11-27T23:34:56.789-13:00");
  BOOST_TEST(dateText(noon(), 0min) == "2026-11-28 12:34:56 (UTC)");
  BOOST_TEST(dateText(noon(), 330min) == "2026-11-28 18:04:56 (UTC+05:30)");
  BOOST_TEST(clockText(noon(), 0min) == "12:34:56.789");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::report::test
