// SPDX-License-Identifier: MIT
#include "libstream/congestion/queue_controller.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::congestion {

namespace {

using namespace std::chrono_literals;

// A writer that gives what it may, to a reader that takes so much.
struct Connection {
  void run(Duration time) {
    for (const TimePoint end = now + time; now < end; now += 50ms) {
      const double bps = std::min(demandBps, controller.rateBps().value_or(demandBps));
      // A sender skips frames while much waits.
      if (static_cast<double>(waiting) * 8 < bps / 2) {
        const auto bytes = static_cast<std::size_t>(bps / 8 / 20);
        given += bytes;
        waiting += bytes;
      }
      waiting -= std::min(waiting, static_cast<std::size_t>(takesBps / 8 / 20));
      controller.onTick(given, waiting, now);
    }
  }

  TimePoint now{1000s};
  QueueController controller = {};
  double demandBps = 100e6;
  double takesBps = 1e9;
  std::uint64_t given = 0;
  std::size_t waiting = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(queue_controller)

BOOST_AUTO_TEST_CASE(a_fast_reader_gets_all) {
  Connection connection;
  connection.run(10s);
  BOOST_TEST(!connection.controller.rateBps().has_value());
}

BOOST_AUTO_TEST_CASE(a_slow_reader_gets_what_it_takes_without_much_waiting) {
  Connection connection;
  connection.takesBps = 5e6;
  connection.run(5s);
  double sum = 0;
  for (int i = 0; i < 40; ++i) {
    connection.run(250ms);
    sum += *connection.controller.rateBps();
    BOOST_TEST((connection.controller.age() < 500ms));
  }
  BOOST_TEST(sum / 40 > 4e6);
  BOOST_TEST(sum / 40 < 6e6);
}

BOOST_AUTO_TEST_CASE(a_reader_that_becomes_fast_gets_all_again) {
  Connection connection;
  connection.takesBps = 5e6;
  connection.run(5s);
  connection.takesBps = 1e9;
  connection.run(15s);
  BOOST_TEST(connection.controller.rateBps().value_or(1e9) > 100e6);
}

BOOST_AUTO_TEST_CASE(a_reader_that_stands_still_is_left_with_the_least) {
  Connection connection;
  connection.takesBps = 5e6;
  connection.run(5s);
  connection.takesBps = 0;
  connection.run(30s);
  BOOST_TEST(*connection.controller.rateBps() < 1e6);
  BOOST_TEST((connection.controller.age() >= 5s));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::congestion
