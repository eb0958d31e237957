// SPDX-License-Identifier: MIT
#include "libstream/base/rate_meter.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope {

using std::chrono::milliseconds;

namespace {

const TimePoint kStart{std::chrono::hours(1)};

}  // namespace

BOOST_AUTO_TEST_CASE(a_steady_flow_reads_as_its_rate) {
  RateMeter meter;
  for (int i = 0; i < 300; ++i) meter.add(1000, kStart + milliseconds(10) * i);
  BOOST_TEST(meter.perSecond(kStart + milliseconds(2990)) == 100'000.0, boost::test_tools::tolerance(0.06));
}

BOOST_AUTO_TEST_CASE(a_flow_that_ends_reads_zero_a_window_later) {
  RateMeter meter;
  meter.add(1000, kStart);
  BOOST_TEST(meter.perSecond(kStart) > 0);
  BOOST_TEST(meter.perSecond(kStart + milliseconds(1100)) == 0);
  meter.add(500, kStart + milliseconds(5000));
  BOOST_TEST(meter.perSecond(kStart + milliseconds(5000)) == 500.0);
}

BOOST_AUTO_TEST_CASE(nothing_added_reads_zero) {
  RateMeter meter;
  BOOST_TEST(meter.perSecond(kStart) == 0);
  meter.add(5, kStart);
  meter.reset();
  BOOST_TEST(meter.perSecond(kStart) == 0);
}

}  // namespace zoetrope
