// SPDX-License-Identifier: MIT
#include "libstream/rtcp/congestion_feedback.h"

#include "libstream/rtcp/arrival_log.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtcp {

namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1000s};

std::optional<CongestionFeedback> parsed(const ByteBuffer& bytes) {
  const auto packets = parseCompound(bytes, Framing::ReducedSize);
  BOOST_REQUIRE(packets.ok());
  return parseCongestionFeedback(std::get<Other>(packets->front()));
}

std::vector<int> receivedIn(const StreamFeedback& stream) {
  std::vector<int> numbers;
  for (std::size_t i = 0; i < stream.packets.size(); ++i)
    if (stream.packets[i].received) numbers.push_back(static_cast<std::uint16_t>(stream.beginSequence + i));
  return numbers;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(congestion_feedback)

BOOST_AUTO_TEST_CASE(bytes_as_in_rfc_8888) {
  CongestionFeedback feedback{.senderSsrc = 1, .streams = {}, .timestamp = 0x00010000};
  feedback.streams.push_back({.ssrc = 2, .beginSequence = 65535, .packets = {{true, 1s}, {}, {true, std::nullopt}}});
  ByteBuffer bytes;
  serialize(bytes, feedback);
  const ByteBuffer expected = {0x8B, 205, 0,    6, 0, 0, 0,    1,    0, 0, 0, 2, 0xFF, 0xFF,
                               0,    3,   0x84, 0, 0, 0, 0x9F, 0xFE, 0, 0, 0, 1, 0,    0};
  BOOST_TEST(bytes == expected, boost::test_tools::per_element());
  BOOST_TEST((parsed(bytes) == feedback));
}

BOOST_AUTO_TEST_CASE(what_came_too_long_ago_has_no_time) {
  CongestionFeedback feedback;
  feedback.streams.push_back({.ssrc = 2, .beginSequence = 0, .packets = {{true, 7s}, {true, 9s}}});
  ByteBuffer bytes;
  serialize(bytes, feedback);
  const auto back = parsed(bytes)->streams[0].packets;
  BOOST_TEST((back[0].offset == 7s));
  BOOST_TEST(back[1].received);
  BOOST_TEST(!back[1].offset.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_cut_short_or_says_more_than_it_holds_is_nothing) {
  CongestionFeedback feedback;
  feedback.streams.push_back({.ssrc = 2, .beginSequence = 0, .packets = std::vector<ArrivalReport>(5)});
  ByteBuffer whole;
  serialize(whole, feedback);
  const Bytes body = Bytes(whole).subspan(4);
  for (std::size_t size = 0; size < body.size(); ++size) {
    const Other cut{PacketType::Rtpfb, kFormatCongestionFeedback, body.first(size)};
    // Ten bytes of addresses and a timestamp alone are a report of nothing.
    BOOST_TEST_CONTEXT(size) BOOST_TEST(parseCongestionFeedback(cut).has_value() == (size == 8));
  }
  ByteBuffer lying(body.begin(), body.end());
  lying[10] = 0x7F;
  BOOST_TEST(!parseCongestionFeedback({PacketType::Rtpfb, kFormatCongestionFeedback, lying}));
  BOOST_TEST(!parseCongestionFeedback({PacketType::Rtpfb, 1, body}));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(arrival_log)

BOOST_AUTO_TEST_CASE(each_packet_is_told_twice_with_its_time) {
  ArrivalLog log;
  for (const std::uint16_t sequence : {65534, 65535, 1}) log.onPacket(7, sequence, kStart + 1ms * (sequence & 1));
  BOOST_TEST(log.unreported() == 3U);
  const auto first = log.report(9, kStart + 10ms);
  BOOST_REQUIRE_EQUAL(first.size(), 1U);
  BOOST_TEST(first[0].senderSsrc == 9U);
  BOOST_TEST(first[0].streams[0].ssrc == 7U);
  BOOST_TEST(receivedIn(first[0].streams[0]) == (std::vector<int>{65534, 65535, 1}), boost::test_tools::per_element());
  BOOST_TEST((first[0].streams[0].packets[1].offset == 9ms));
  log.onPacket(7, 0, kStart + 12ms);
  log.onPacket(7, 2, kStart + 13ms);
  const auto second = log.report(9, kStart + 20ms);
  BOOST_TEST(receivedIn(second[0].streams[0]) == (std::vector<int>{65534, 65535, 0, 1, 2}),
             boost::test_tools::per_element());
  // Give or take what rounding makes of it.
  BOOST_TEST(second[0].timestamp - first[0].timestamp >= toNtpShort(10ms));
  BOOST_TEST(second[0].timestamp - first[0].timestamp <= toNtpShort(10ms) + 1);
  log.onPacket(7, 3, kStart + 21ms);
  const auto third = log.report(9, kStart + 30ms);
  BOOST_TEST(receivedIn(third[0].streams[0]) == (std::vector<int>{2, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(nothing_new_is_no_report) {
  ArrivalLog log;
  BOOST_TEST(log.report(9, kStart).empty());
  log.onPacket(7, 1, kStart);
  BOOST_TEST(log.report(9, kStart).size() == 1U);
  log.onPacket(7, 1, kStart);
  BOOST_TEST(log.unreported() == 0U);
  BOOST_TEST(log.report(9, kStart).empty());
}

BOOST_AUTO_TEST_CASE(many_packets_of_two_streams_stay_below_the_mtu) {
  ArrivalLog log;
  for (int i = 0; i < 800; ++i) log.onPacket(7, static_cast<std::uint16_t>(i), kStart);
  for (int i = 0; i < 300; ++i) log.onPacket(8, static_cast<std::uint16_t>(i), kStart);
  const auto reports = log.report(9, kStart + 5ms);
  BOOST_REQUIRE_EQUAL(reports.size(), 3U);
  std::size_t told = 0;
  for (const CongestionFeedback& report : reports) {
    ByteBuffer bytes;
    serialize(bytes, report);
    BOOST_TEST(bytes.size() < 1200U);
    for (const StreamFeedback& stream : report.streams) told += receivedIn(stream).size();
  }
  BOOST_TEST(told == 1100U);
  BOOST_TEST(reports[1].streams.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_stream_that_begins_again_elsewhere_is_followed) {
  ArrivalLog log;
  log.onPacket(7, 100, kStart);
  log.onPacket(7, 30000, kStart);
  const auto reports = log.report(9, kStart);
  BOOST_TEST(reports[0].streams[0].beginSequence == 30000);
  BOOST_TEST(reports[0].streams[0].packets.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::rtcp
