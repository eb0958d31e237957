// SPDX-License-Identifier: MIT
#include "libstream/net/console.h"

#include "tests/support/system_parts.h"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <string>

namespace zoetrope::net {

using test::Pipe;

BOOST_AUTO_TEST_SUITE(console)

BOOST_AUTO_TEST_CASE(lines_come_in_their_order_each_on_its_own_channel) {
  const Pipe log;
  const Pipe status;
  std::atomic<int> written = 0;
  Console console({log.writeEnd(), status.writeEnd()});
  for (const char* line : {"one", "two"}) console.write(Console::Channel::Log, line, [&] { ++written; });
  console.write(Console::Channel::Status, "{}", [&] { ++written; });
  BOOST_TEST(console.finish(std::chrono::seconds(20)));
  BOOST_TEST(written == 3);
  BOOST_TEST(log.read(8) == "one\ntwo\n");
  BOOST_TEST(status.read(3) == "{}\n");
}

BOOST_AUTO_TEST_CASE(a_pipe_that_nobody_reads_stops_neither_who_writes_nor_the_end) {
  auto full = std::make_unique<Pipe>();
  std::atomic<int> written = 0;
  {
    Console console({full->writeEnd(), full->writeEnd()});
    const std::string line(100'000, 'x');
    for (int i = 0; i < 20; ++i) console.write(Console::Channel::Log, line, [&] { ++written; });
    BOOST_TEST(!console.finish(std::chrono::milliseconds(20)));
  }
  // The thread that was left behind ends its write and tells nobody.
  BOOST_TEST(full->read(100'001).size() == 100'001U);
  BOOST_TEST(written == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::net
