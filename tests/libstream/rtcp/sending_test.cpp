// SPDX-License-Identifier: MIT
#include "libstream/rtcp/sending.h"

#include "libstream/rtcp/interval.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtcp {

namespace {

class FixedRandom : public Random {
 public:
  explicit FixedRandom(std::uint32_t value) : value_(value) {}
  std::uint32_t next32() override { return value_; }

 private:
  std::uint32_t value_;
};

const WallTime kWall(std::chrono::seconds(1'700'000'000));

}  // namespace

BOOST_AUTO_TEST_CASE(a_sender_report_carries_clock_and_counts) {
  SenderStatistics statistics(5);
  statistics.onSent(3, 4000);
  statistics.onSent(1, 200);
  const SenderReport report = statistics.buildReport(kWall, 12345);
  BOOST_TEST(report.ssrc == 5u);
  BOOST_TEST((report.ntp == toNtp(kWall)));
  BOOST_TEST(report.rtpTimestamp == 12345u);
  BOOST_TEST(report.packetCount == 4u);
  BOOST_TEST(report.octetCount == 4200u);
  statistics.setSsrc(6);
  BOOST_TEST(statistics.packets() == 0u);
}

BOOST_AUTO_TEST_CASE(s6_4_1_round_trip_is_now_less_lsr_and_dlsr) {
  SenderStatistics statistics(5);
  const SenderReport report = statistics.buildReport(kWall, 0);
  ReportBlock block;
  block.ssrc = 5;
  block.lastSenderReport = report.ntp.middle();
  block.delaySinceLast = toNtpShort(std::chrono::seconds(5));
  const std::optional<Duration> roundTrip = statistics.onReportBlock(block, kWall + std::chrono::milliseconds(5040));
  BOOST_TEST_REQUIRE(roundTrip.has_value());
  BOOST_TEST(toSeconds(*roundTrip) == 0.04, boost::test_tools::tolerance(0.001));
  BOOST_TEST((statistics.lastBlock() == block));
}

BOOST_AUTO_TEST_CASE(impossible_round_trips_are_none) {
  SenderStatistics statistics(5);
  ReportBlock block;
  block.ssrc = 5;
  BOOST_TEST(!statistics.onReportBlock(block, kWall).has_value());
  block.lastSenderReport = toNtp(kWall).middle();
  block.delaySinceLast = toNtpShort(std::chrono::seconds(5));
  BOOST_TEST(!statistics.onReportBlock(block, kWall + std::chrono::seconds(1)).has_value());
  block.ssrc = 6;
  BOOST_TEST(!statistics.onReportBlock(block, kWall + std::chrono::seconds(6)).has_value());
  BOOST_TEST(statistics.lastBlock()->ssrc == 5u);
}

BOOST_AUTO_TEST_CASE(s6_2_reports_are_due_at_half_to_one_and_a_half_of_the_interval) {
  const TimePoint start{std::chrono::seconds(1)};
  for (const auto& [draw, share] : {std::pair{0u, 0.5}, {0x80000000u, 1.0}, {0xFFFFFFFFu, 1.5}}) {
    FixedRandom random(draw);
    ReportTimer timer(random);
    timer.start(start);
    BOOST_TEST(toSeconds(timer.nextTime() - start) == 2.5 * share, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(!timer.due(timer.nextTime() - Duration(1)));
    BOOST_TEST(timer.due(timer.nextTime()));
    timer.onSent(start);
    BOOST_TEST(toSeconds(timer.nextTime() - start) == 5 * share, boost::test_tools::tolerance(1e-6));
  }
}

}  // namespace zoetrope::rtcp
