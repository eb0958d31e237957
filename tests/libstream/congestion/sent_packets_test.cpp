// SPDX-License-Identifier: MIT
#include "libstream/congestion/sent_packets.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::congestion {

namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1000s};

std::vector<PacketFate> told(SentPackets& sent, std::uint16_t begin, const std::vector<Arrival>& arrivals) {
  std::vector<PacketFate> fates;
  sent.onReport(5, begin, arrivals, fates);
  return fates;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sent_packets)

BOOST_AUTO_TEST_CASE(the_fate_of_each_packet_is_told_once) {
  SentPackets sent;
  for (std::uint16_t i = 0; i < 3; ++i)
    sent.onSent(5, static_cast<std::uint16_t>(65534 + i), 100 + i, kStart + 1ms * i);
  const std::vector<Arrival> arrivals{{true, 3s}, {true, std::nullopt}};
  const auto fates = told(sent, 65534, arrivals);
  BOOST_REQUIRE_EQUAL(fates.size(), 2U);
  BOOST_TEST((fates[0].sent == kStart));
  BOOST_TEST(fates[0].bytes == 100U);
  BOOST_TEST((fates[0].arrival == 3s));
  BOOST_TEST(!fates[1].arrival.has_value());
  BOOST_TEST(!fates[1].lost);
  BOOST_TEST(told(sent, 65534, arrivals).empty());
}

BOOST_AUTO_TEST_CASE(what_is_missing_twice_is_lost_and_what_comes_late_is_not) {
  SentPackets sent;
  for (std::uint16_t i = 0; i < 3; ++i) sent.onSent(5, i, 100, kStart);
  BOOST_TEST(told(sent, 0, {{}, {}, {true, 1s}}).size() == 1U);
  const auto fates = told(sent, 0, {{true, 2s}, {}, {true, 1s}});
  BOOST_REQUIRE_EQUAL(fates.size(), 2U);
  BOOST_TEST(!fates[0].lost);
  BOOST_TEST(fates[1].lost);
  BOOST_TEST(told(sent, 0, {{}, {true, 3s}, {}}).empty());
}

BOOST_AUTO_TEST_CASE(reports_about_others_or_about_what_was_never_sent_tell_nothing) {
  SentPackets sent;
  BOOST_TEST(told(sent, 0, {{true, 1s}}).empty());
  sent.onSent(5, 10, 100, kStart);
  BOOST_TEST(told(sent, 11, {{true, 1s}, {true, 1s}}).empty());
  BOOST_TEST(told(sent, 0, std::vector<Arrival>(10)).empty());
  std::vector<PacketFate> fates;
  sent.onReport(6, 10, std::vector<Arrival>{{true, 1s}}, fates);
  BOOST_TEST(fates.empty());
  BOOST_TEST(told(sent, 10, {{true, 1s}}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(numbers_that_begin_elsewhere_are_followed_and_memory_is_bounded) {
  SentPackets sent;
  sent.onSent(5, 10, 100, kStart);
  sent.onSent(5, 500, 200, kStart);
  BOOST_TEST(told(sent, 10, {{true, 1s}}).empty());
  BOOST_TEST(told(sent, 500, {{true, 1s}}).size() == 1U);
  for (std::size_t i = 0; i < SentPackets::kMaxPackets + 10; ++i)
    sent.onSent(5, static_cast<std::uint16_t>(501 + i), 100, kStart);
  BOOST_TEST(told(sent, 501, {{true, 1s}}).empty());
  BOOST_TEST(told(sent, 511, {{true, 1s}}).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::congestion
