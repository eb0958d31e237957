// SPDX-License-Identifier: MIT
#include "libstream/impair/in_flight.h"

#include <boost/test/unit_test.hpp>

#include <memory>

namespace zoetrope::impair {

BOOST_AUTO_TEST_CASE(items_come_out_at_their_time_and_in_its_order) {
  const TimePoint start{std::chrono::seconds(100)};
  InFlight<std::unique_ptr<int>> way;
  BOOST_TEST(way.empty());
  BOOST_TEST(!way.nextTime().has_value());
  way.push(start + std::chrono::milliseconds(2), std::make_unique<int>(2));
  way.push(start + std::chrono::milliseconds(1), std::make_unique<int>(1));
  BOOST_TEST((way.nextTime() == start + std::chrono::milliseconds(1)));
  BOOST_TEST(!way.pop(start).has_value());
  BOOST_TEST((way.due(start) == nullptr));
  BOOST_TEST(**way.due(start + std::chrono::milliseconds(1)) == 1);
  BOOST_TEST(**way.pop(start + std::chrono::milliseconds(1)) == 1);
  BOOST_TEST(!way.pop(start + std::chrono::milliseconds(1)).has_value());
  BOOST_TEST(way.size() == 1u);
  BOOST_TEST(**way.pop(start + std::chrono::seconds(1)) == 2);
  BOOST_TEST(way.empty());
}

BOOST_AUTO_TEST_CASE(items_of_the_same_time_keep_their_order) {
  const TimePoint start{std::chrono::seconds(100)};
  InFlight<int> way;
  for (int i = 0; i < 100; ++i) way.push(start, i);
  for (int i = 0; i < 100; ++i) BOOST_TEST(way.pop(start).value() == i);
}

}  // namespace zoetrope::impair
