// SPDX-License-Identifier: MIT
#include "libstream/congestion/report_controller.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::congestion {

namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1000s};

}  // namespace

BOOST_AUTO_TEST_SUITE(report_controller)

BOOST_AUTO_TEST_CASE(little_loss_sets_no_limit) {
  ReportController controller;
  for (int i = 0; i < 10; ++i) controller.onReport(25, 100e6, kStart + 5s * i);
  BOOST_TEST(!controller.rateBps().has_value());
}

BOOST_AUTO_TEST_CASE(a_narrow_path_is_found_with_the_first_report) {
  ReportController controller;
  controller.onReport(205, 100e6, kStart);  // 80 % are lost
  BOOST_REQUIRE(controller.rateBps().has_value());
  BOOST_TEST(*controller.rateBps() < 20e6);
  BOOST_TEST(*controller.rateBps() > 18e6);
}

BOOST_AUTO_TEST_CASE(without_loss_it_grows_until_it_is_no_limit) {
  ReportController controller;
  controller.onReport(128, 40e6, kStart);
  const double before = *controller.rateBps();
  controller.onReport(0, 19e6, kStart + 5s);
  BOOST_TEST(*controller.rateBps() > before * 1.1);
  int reports = 1;
  while (controller.rateBps() && reports < 60)
    controller.onReport(0, std::min(40e6, *controller.rateBps()), kStart + 5s * ++reports);
  BOOST_TEST(!controller.rateBps().has_value());
  BOOST_TEST(reports > 3);
}

BOOST_AUTO_TEST_CASE(between_light_and_heavy_loss_it_stays) {
  ReportController controller;
  controller.onReport(128, 40e6, kStart);
  const double before = *controller.rateBps();
  controller.onReport(15, 19e6, kStart + 5s);
  BOOST_TEST(*controller.rateBps() == before);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::congestion
