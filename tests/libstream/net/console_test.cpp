// SPDX-License-Identifier: MIT
#include "libstream/net/console.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <unistd.h>

namespace zoetrope::net {

namespace {

struct Pipe {
  Pipe() { BOOST_REQUIRE(::pipe(ends.data()) == 0); }
  ~Pipe() {
    for (const int end : ends) ::close(end);
  }
  std::string read(std::size_t count) const {
    std::string text(count, ' ');
    std::size_t done = 0;
    while (done < count) {
      const ssize_t got = ::read(ends[0], text.data() + done, count - done);
      if (got <= 0) break;
      done += static_cast<std::size_t>(got);
    }
    return text.substr(0, done);
  }
  std::array<int, 2> ends{};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(console)

BOOST_AUTO_TEST_CASE(lines_come_in_their_order_each_on_its_own_channel) {
  const Pipe log;
  const Pipe status;
  std::atomic<int> written = 0;
  Console console({log.ends[1], status.ends[1]});
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
    Console console({full->ends[1], full->ends[1]});
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
