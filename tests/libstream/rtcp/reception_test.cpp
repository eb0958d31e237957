// SPDX-License-Identifier: MIT
#include "libstream/rtcp/reception.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtcp {

namespace {

const TimePoint kStart{std::chrono::hours(30)};

TimePoint at(double milliseconds) { return kStart + fromSeconds(milliseconds / 1000); }

// Packets 30 ms apart, each 2700 ticks on.
struct Source {
  void send(int count) {
    for (int i = 0; i < count; ++i) packet();
  }
  void packet(double lateByMs = 0) {
    statistics.onPacket({false, 26, sequence, timestamp, 77}, at(milliseconds + lateByMs));
    skip();
  }
  void skip() {
    ++sequence;
    timestamp += 2700;
    milliseconds += 30;
  }
  ReceptionStatistics statistics;
  std::uint16_t sequence = 65500;
  std::uint32_t timestamp = 0xFFFFF000;
  double milliseconds = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a1_a_source_is_valid_with_two_packets_in_sequence, Source) {
  BOOST_TEST(!statistics.buildBlock(at(0)).has_value());
  packet();
  BOOST_TEST(!statistics.valid());
  skip();
  packet();
  BOOST_TEST(!statistics.valid());
  packet();
  BOOST_TEST(statistics.valid());
  BOOST_TEST(statistics.expected() == 1);
  BOOST_TEST(statistics.cumulativeLost() == 0);
}

BOOST_FIXTURE_TEST_CASE(a3_loss_is_counted_over_the_wrap_and_per_interval, Source) {
  send(60);
  BOOST_TEST(statistics.extendedHighest() == 65536u + 23);
  BOOST_TEST(statistics.cumulativeLost() == 0);
  BOOST_TEST(int(statistics.buildBlock(at(0))->fractionLost) == 0);
  for (int i = 0; i < 16; ++i) {
    skip();
    send(3);
  }
  const ReportBlock block = *statistics.buildBlock(at(0));
  BOOST_TEST(block.cumulativeLost == 16);
  BOOST_TEST(int(block.fractionLost) == 64);
  BOOST_TEST(block.ssrc == 77u);
  send(10);
  BOOST_TEST(int(statistics.buildBlock(at(0))->fractionLost) == 0);
  BOOST_TEST(statistics.buildBlock(at(0))->cumulativeLost == 16);
}

BOOST_FIXTURE_TEST_CASE(a3_duplicates_make_the_loss_negative, Source) {
  send(10);
  for (int i = 0; i < 3; ++i) statistics.onPacket({false, 26, 65509, 0, 77}, at(0));
  const ReportBlock block = *statistics.buildBlock(at(0));
  BOOST_TEST(block.cumulativeLost == -3);
  BOOST_TEST(int(block.fractionLost) == 0);
}

BOOST_FIXTURE_TEST_CASE(a1_a_restarted_row_is_followed_at_its_second_packet, Source) {
  send(10);
  sequence = 30000;
  packet();
  BOOST_TEST(statistics.received() == 9u);
  packet();
  BOOST_TEST(statistics.extendedHighest() == 30001u);
  BOOST_TEST(statistics.cumulativeLost() == 0);
}

BOOST_FIXTURE_TEST_CASE(a8_steady_arrivals_have_no_jitter_and_one_late_packet_has_some, Source) {
  send(50);
  BOOST_TEST(statistics.jitter().count() == 0);
  packet(16);  // 1440 ticks: 1440/16 = 90, then on the way back 90 - 90/16 + 90
  packet();
  BOOST_TEST(statistics.buildBlock(at(0))->jitter == 174u);
  BOOST_TEST(toSeconds(statistics.jitter()) * 1000 == 174 / 90.0, boost::test_tools::tolerance(1e-6));
}

BOOST_FIXTURE_TEST_CASE(speed_leaves_jitter_and_sender_clock_alone, Source) {
  send(20);
  statistics.onSenderReport({77, toNtp(WallTime(std::chrono::seconds(1000))), timestamp, 1, 1, {}}, at(0));
  statistics.setRealTime(false);
  milliseconds += 500;
  send(20);
  BOOST_TEST(statistics.jitter().count() == 0);
  BOOST_TEST(!statistics.senderTime(timestamp).has_value());
  statistics.setRealTime(true);
  milliseconds += 500;
  send(20);
  BOOST_TEST(statistics.jitter().count() == 0);
}

BOOST_FIXTURE_TEST_CASE(the_block_says_when_the_last_sender_report_came, Source) {
  send(3);
  BOOST_TEST(statistics.buildBlock(at(0))->lastSenderReport == 0u);
  const SenderReport report{77, NtpTime{0x1111222233334444}, 0, 1, 1, {}};
  statistics.onSenderReport(report, at(1000));
  const ReportBlock block = *statistics.buildBlock(at(1500));
  BOOST_TEST(block.lastSenderReport == 0x22223333u);
  BOOST_TEST(block.delaySinceLast == 32768u);
}

BOOST_FIXTURE_TEST_CASE(reports_of_strangers_are_not_taken, Source) {
  send(3);
  statistics.onSenderReport({78, NtpTime{1}, 0, 1, 1, {}}, at(0));
  BOOST_TEST(!statistics.lastSenderReport().has_value());
}

BOOST_FIXTURE_TEST_CASE(the_sender_clock_is_read_from_its_report, Source) {
  send(3);
  const WallTime wall(std::chrono::seconds(1'700'000'000));
  statistics.onSenderReport({77, toNtp(wall), 90000, 1, 1, {}}, at(0));
  const Duration ahead = *statistics.senderTime(90000 + 45000) - wall;
  BOOST_TEST(toSeconds(ahead) == 0.5, boost::test_tools::tolerance(1e-6));
  const Duration behind = *statistics.senderTime(0) - wall;
  BOOST_TEST(toSeconds(behind) == -1.0, boost::test_tools::tolerance(1e-6));
}

BOOST_FIXTURE_TEST_CASE(what_a_new_range_left_out_is_no_loss, Source) {
  send(10);
  statistics.rebase(static_cast<std::uint16_t>(sequence + 100));
  sequence = static_cast<std::uint16_t>(sequence + 100);
  send(10);
  BOOST_TEST(statistics.cumulativeLost() == 0);
  BOOST_TEST(statistics.extendedHighest() == 65536u + 83);
  statistics.rebase(static_cast<std::uint16_t>(sequence - 5));
  send(1);
  BOOST_TEST(statistics.cumulativeLost() == 0);
}

BOOST_FIXTURE_TEST_CASE(a_new_source_starts_over, Source) {
  send(10);
  for (std::uint16_t i = 5; i < 8; ++i) statistics.onPacket({false, 26, i, 0, 78}, at(0));
  BOOST_TEST(statistics.ssrc() == 78u);
  BOOST_TEST(statistics.received() == 2u);
  BOOST_TEST(statistics.cumulativeLost() == 0);
}

}  // namespace zoetrope::rtcp
